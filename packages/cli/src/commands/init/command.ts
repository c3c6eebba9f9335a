import type { CommandSpec } from '../../command.js'
import { SET } from '../../options.js'

export const init: CommandSpec = {
  name: 'init',
  description: "ask for a provider's settings and write them into a .env that git ignores",
  arguments: [{ name: '[provider...]', about: 'imburse, inqud, …' }],
  options: [SET, { flags: '--out <file>', about: 'the file to write', default: '.env' }],
  examples: [
    ['Ask for the settings of one provider', 'countersign init inqud'],
    ['Without a terminal', 'countersign init inqud < settings.env'],
  ],
  note: 'Without a terminal, settings are read from standard input, as lines of a .env file.',
  async run({ args: [ids], options, io }) {
    const { init } = await import('./index.js')
    await init(ids, options, io)
    return 0
  },
}
