import type { CommandSpec } from '../../command.js'
import { KINDS } from './kinds.js'

export const newProvider: CommandSpec = {
  name: 'new',
  description: 'write a file to start a provider of your own from, with a vector that proves it',
  arguments: [{ name: '<name>', about: 'what it is called, as in acme' }],
  options: [
    {
      flags: '--like <kind>',
      about: `code that resembles one of: ${KINDS.join(', ')} (default: a definition, like hmac)`,
    },
    { flags: '--yaml', about: 'with --like: a definition in YAML instead of code' },
    { flags: '--out <folder>', about: 'the folder to write into', default: '.' },
    { flags: '--force', about: 'overwrite an existing file' },
  ],
  examples: [
    ['A definition of twenty lines', 'countersign new acme'],
    ['An HMAC in a header, as code', 'countersign new acme --like hmac'],
  ],
  note: 'hmac: a keyed hash of the request in a header. query: the same in the query. token: an OAuth 2.0 bearer token by client credentials. jws: a signature by a private key over the body.',
  async run({ args: [name], options, io }) {
    const { newProvider } = await import('./index.js')
    newProvider(name, options, io)
    return 0
  },
}
