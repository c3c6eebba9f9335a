import type { ArgumentSpec, CommandSpec } from '../../command.js'
import { AT, ENTRY, NONCE, REQUEST, REQUEST_ARGUMENTS, SCHEME } from '../../options.js'

/** Not needed with `--from`. */
const optional = ({ name, about }: ArgumentSpec): ArgumentSpec => ({
  name: name.replace('<', '[').replace('>', ']'),
  about,
})

export const explain: CommandSpec = {
  name: 'explain',
  description: 'show what would be signed and how, step by step; send nothing',
  arguments: REQUEST_ARGUMENTS.map(optional),
  options: [
    ...REQUEST,
    AT,
    NONCE,
    {
      flags: '--from <file>',
      about:
        'a request that was sent (raw HTTP, HAR or a curl command; - for standard input), with its own clock and nonce, in place of METHOD and URL',
    },
    ENTRY,
    SCHEME,
  ],
  examples: [
    [
      'With a fixed time, to compare',
      'countersign explain GET https://api.inqud.com/v1/things --at 1700000000',
    ],
    ['A request that was refused, to compare', 'countersign explain --from sent.http'],
  ],
  async run({ args: [method, url], options, io }) {
    const { explain } = await import('./index.js')
    return explain({ method, url, ...options }, io)
  },
}
