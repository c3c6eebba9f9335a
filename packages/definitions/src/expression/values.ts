import type { Type } from './types.js'

/** A value that a request has. */
export interface ValueSpec {
  readonly name: string
  readonly type: Type
  readonly about: string
  /** It may be used where a token is requested, for which there is no request yet. */
  readonly inTokens?: boolean
}

/** The values of a request, as the documentation lists them. */
export const VALUES: readonly ValueSpec[] = [
  { name: 'method', type: 'text', about: 'the method in capitals: `GET`' },
  { name: 'url', type: 'text', about: 'the whole URL as it is sent' },
  { name: 'scheme', type: 'text', about: '`https`', inTokens: true },
  { name: 'host', type: 'text', about: 'the host in lower case, without its port', inTokens: true },
  {
    name: 'port',
    type: 'text',
    about: 'the port, also if it is the one of the scheme: `443`',
    inTokens: true,
  },
  {
    name: 'authority',
    type: 'text',
    about: 'the host, with its port if that is not the one of the scheme',
    inTokens: true,
  },
  { name: 'path', type: 'text', about: 'the path as it is sent, at least `/`' },
  { name: 'query', type: 'text', about: 'the query as it is sent, without `?`' },
  { name: 'target', type: 'text', about: 'path and query as they are sent' },
  { name: 'body', type: 'either', about: 'the body: text if its bytes are UTF-8, else bytes' },
  { name: 'token', type: 'text', about: 'the token, if there is a `token:`' },
]

export const valueNamed = (name: string) => VALUES.find((value) => value.name === name)
