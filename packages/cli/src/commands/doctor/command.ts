import type { CommandSpec } from '../../command.js'
import { DOTENV, JSON_OUTPUT, SET, timeout } from '../../options.js'

export const doctor: CommandSpec = {
  name: 'doctor',
  description:
    'report what is set up, what is missing, mismatched or about to expire, and which tools are found',
  options: [
    DOTENV,
    SET,
    { flags: '--online', about: "compare the clock with the providers' hosts, without a credential" },
    timeout('without a response (default: 10)'),
    JSON_OUTPUT,
  ],
  examples: [['With the clocks of the hosts', 'countersign doctor --online']],
  async run({ options, io }) {
    const { doctor } = await import('./index.js')
    return doctor(options, io)
  },
}
