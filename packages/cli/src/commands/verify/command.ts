import type { CommandSpec } from '../../command.js'
import { FILE, JSON_OUTPUT, SCHEME } from '../../options.js'

export const verify: CommandSpec = {
  name: 'verify',
  description: 'check whether a request was signed correctly, and if not, why',
  arguments: [
    { name: '[file]', about: 'raw HTTP, HAR or a curl command; - for standard input', default: '-' },
  ],
  options: [
    ...FILE,
    {
      flags: '--at <seconds>',
      about: 'the time if the file has none, in seconds since 1970 (default: now)',
    },
    SCHEME,
    {
      flags: '--webhook',
      about: 'requests from outside, to any host, by the definitions of --use with webhook:',
    },
    JSON_OUTPUT,
  ],
  examples: [
    ['Every request of a HAR file', 'countersign verify traffic.har'],
    ['A curl command from the clipboard', 'pbpaste | countersign verify'],
  ],
  async run({ args: [file], options, io }) {
    const { verify } = await import('./index.js')
    return verify(file, options, io)
  },
}
