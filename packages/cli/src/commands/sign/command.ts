import type { CommandSpec } from '../../command.js'
import { AT, NONCE, REQUEST, REQUEST_ARGUMENTS, timeout } from '../../options.js'

export const sign: CommandSpec = {
  name: 'sign',
  description: 'everything `send` does except sending: print the signed request',
  arguments: REQUEST_ARGUMENTS,
  options: [
    ...REQUEST,
    AT,
    NONCE,
    timeout('without a token (default: 30)'),
    { flags: '--offline', about: 'refuse if a token would have to be requested' },
  ],
  examples: [['As JSON, for a program', 'countersign sign GET https://api.inqud.com/v1/things --json']],
  async run({ args: [method, url], options, io }) {
    const { sign } = await import('./index.js')
    await sign({ method, url, ...options }, io)
    return 0
  },
}
