import type { CommandSpec } from '../../command.js'
import { AT, NONCE, REQUEST, REQUEST_ARGUMENTS, timeout } from '../../options.js'

export const send: CommandSpec = {
  name: 'send',
  description: 'sign a request, send it, and print the response, decrypted',
  arguments: REQUEST_ARGUMENTS,
  options: [
    ...REQUEST,
    { flags: '-i, --include', about: 'print the status line and the headers too' },
    { flags: '--fail', about: 'a response of 400 or above gives exit status 1' },
    timeout('without a whole response (default: 60; for a token 30)'),
    AT,
    NONCE,
    { flags: '--unsigned', about: 'send a request that no provider claims, as it is' },
  ],
  examples: [
    [
      'Sign a request and send it',
      `countersign send POST https://api.inqud.com/v1/user/payments/payout --body '{"amount": 50}'`,
    ],
  ],
  async run({ args: [method, url], options, io }) {
    const { send } = await import('./index.js')
    return send({ method, url, ...options }, io)
  },
}
