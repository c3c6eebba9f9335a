import type { CommandSpec } from '../../command.js'
import { FILE } from '../../options.js'

export const open: CommandSpec = {
  name: 'open',
  description: 'decrypt a response and print what is in it',
  arguments: [
    {
      name: '[file]',
      about: 'the body of a response, a whole response, or a HAR; - for standard input',
      default: '-',
    },
  ],
  options: FILE,
  examples: [['Open the third response of a HAR file', 'countersign open traffic.har --entry 3']],
  async run({ args: [file], options, io }) {
    const { open } = await import('./index.js')
    await open(file, options, io)
    return 0
  },
}
