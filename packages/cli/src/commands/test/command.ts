import type { CommandSpec } from '../../command.js'
import { JSON_OUTPUT } from '../../options.js'

export const test: CommandSpec = {
  name: 'test',
  description: 'check providers of your own by the vectors in their files, in every host that is here',
  arguments: [
    {
      name: '<file...>',
      about: 'TypeScript or JavaScript that exports a provider and `vectors`, or a definition',
    },
  ],
  options: [JSON_OUTPUT],
  examples: [['A scheme of your own', 'countersign test acme.ts']],
  note: 'A vector is a request with the steps and headers that the vendor publishes for it. The steps up to the first that differs are shown, that one with both values. Hosts: Node, portable JavaScript (Newman, Insomnia), and k6 if it is on the PATH.',
  async run({ args: [files], options, io }) {
    const { test } = await import('./index.js')
    return test(files, options, io)
  },
}
