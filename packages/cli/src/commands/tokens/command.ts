import type { CommandSpec } from '../../command.js'
import { CACERT, DOTENV, JSON_OUTPUT, SET, timeout } from '../../options.js'

export const tokens: CommandSpec = {
  name: 'tokens',
  description: 'share one token among all virtual users and machines of a load test',
  options: [
    {
      flags: '--provider <id>',
      about: 'only this provider (default: all that have settings)',
      repeatable: true,
    },
    {
      flags: '--listen <address>',
      about: 'HOST:PORT; other machines cannot reach a loopback address',
      default: '127.0.0.1:8787',
    },
    {
      flags: '--drain <seconds>',
      about: 'time between the last use of a token and its renewal',
      default: '1',
    },
    timeout('without a token (default: 30)'),
    DOTENV,
    SET,
    CACERT,
    JSON_OUTPUT,
  ],
  examples: [['For k6 on this machine', 'countersign tokens --provider sendpayments']],
  note: 'Callers on other machines send COUNTERSIGN_TOKENS_SECRET, which must then be set here too.',
  async run({ options, io }) {
    const { tokens } = await import('./index.js')
    await tokens(options, io)
    return 0
  },
}
