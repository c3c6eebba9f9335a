import type { CommandSpec } from '../../command.js'
import { AT, NONCE, REQUEST, REQUEST_ARGUMENTS } from '../../options.js'

export const explain: CommandSpec = {
  name: 'explain',
  description: 'show what would be signed and how, step by step; send nothing',
  arguments: REQUEST_ARGUMENTS,
  options: [...REQUEST, AT, NONCE],
  examples: [
    [
      'With a fixed time, to compare',
      'countersign explain GET https://api.inqud.com/v1/things --at 1700000000',
    ],
  ],
  async run({ args: [method, url], options, io }) {
    const { explain } = await import('./index.js')
    return explain({ method, url, ...options }, io)
  },
}
