import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import type { Request } from '@countersign/core'
import { NOW } from '../vendors.js'
import { asHttp } from '../writers.js'
import type { WrongWay } from './way.js'

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const CONSUMER_KEY = 'a-client-id!a-key-id'

export const MASTERCARD_OAUTH = {
  MASTERCARD_OAUTH_CONSUMER_KEY: CONSUMER_KEY,
  MASTERCARD_OAUTH_SIGNING_KEY: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
}
// Identity Insights is set up beside it.
const env = { ...MASTERCARD_OAUTH, MASTERCARD_OAUTH_PATHS: '/atms' }

interface Way {
  readonly body?: string
  /** What is signed and hashed in place of what is sent. */
  readonly hashed?: string
  readonly uri?: string
  readonly query?: (pairs: string[]) => string[]
  readonly oauth?: Readonly<Record<string, string | undefined>>
  /** The oauth_ values are percent-encoded before they are joined, as in RFC 5849 section 3.4.1.3.2. */
  readonly encoded?: boolean
  /** Sent, and not signed. */
  readonly unsigned?: readonly string[]
  readonly algorithm?: string
}

const QUERY = ['b=%20x', 'a=1', 'a=1', 'c=']
const BASE = 'https://sandbox.api.mastercard.com/atms/v1/atm'

const rfc3986 = (text: string) => encodeURIComponent(text).replace('!', '%21')

/** Each step as Mastercard's page has it, and then one of them done otherwise. */
function request(way: Way): Request {
  const { body = '', hashed = body, uri = BASE, query = (pairs) => pairs, algorithm = 'sha256' } = way
  const all: Record<string, string | undefined> = {
    oauth_body_hash: createHash('sha256').update(hashed).digest('base64'),
    oauth_consumer_key: CONSUMER_KEY,
    oauth_nonce: '5f1c2b7e9d3a4c60',
    oauth_signature_method: 'RSA-SHA256',
    oauth_timestamp: String(NOW),
    oauth_version: '1.0',
    ...way.oauth,
  }
  const oauth = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const signed = oauth
    .filter(([name]) => !way.unsigned?.includes(name))
    .map(([name, value]) => `${name}=${way.encoded ? rfc3986(value) : value}`)
  const parameters = [...query([...new Set(QUERY)]), ...signed].sort().join('&')
  const base = `POST&${encodeURIComponent(uri)}&${encodeURIComponent(parameters)}`.replace('!', '%21')
  const signature = encodeURIComponent(sign(algorithm, Buffer.from(base), key).toString('base64'))
  const written = [...oauth, ['oauth_signature', signature]].map(([name, value]) => `${name}="${value}"`)
  const headers: [string, string][] = [
    ['Authorization', `OAuth ${written.join(',')}`],
    ['Content-Type', 'application/json'],
  ]
  return { method: 'POST', url: `${BASE}?${QUERY.join('&')}`, headers, body }
}

const way = (did: string, says: string, one: Way): WrongWay => ({
  provider: 'Mastercard OAuth',
  did,
  says,
  file: asHttp(request(one)),
  env,
})
// A consumer key is told apart, and not shown.
function hidden(text: string) {
  const digest = createHash('sha256').update(text).digest('hex')
  return `a text of ${text.length} characters, SHA-256 ${digest.slice(0, 8)}…`
}
const matches = (did: string, when: string, one: Way) => way(did, `signature matches when ${when}`, one)

export const mastercardOauthWays: readonly WrongWay[] = [
  matches('the query is not signed', 'the query is left out', { query: () => [] }),
  matches('parameters encoded as RFC 5849 says', 'the parameters are encoded once more, as RFC 5849 says', {
    encoded: true,
  }),
  matches('a repeated pair signed twice', 'a pair that comes twice is signed twice', {
    query: () => QUERY,
  }),
  matches('a parameter without a value left out', 'parameters without a value are left out', {
    query: (pairs) => pairs.filter((pair) => !pair.endsWith('=')),
  }),
  matches('the port 443 in the base string', 'the base string URI has the port 443', {
    uri: BASE.replace('.com/', '.com:443/'),
  }),
  matches('the query in the base string URI', 'the base string URI has the query in it', {
    uri: `${BASE}?${QUERY.join('&')}`,
  }),
  matches('oauth_body_hash sent and not signed', 'oauth_body_hash is not signed', {
    unsigned: ['oauth_body_hash'],
  }),
  matches('RSA-SHA1', 'it is made with RSA-SHA1', { algorithm: 'sha1' }),
  way(
    'no oauth_body_hash',
    'oauth_body_hash: it is missing; expected the SHA-256 of the body in base64, of nothing too; the signature itself matches',
    {
      oauth: { oauth_body_hash: undefined },
    },
  ),
  way(
    'the body pretty-printed after it was hashed',
    'oauth_body_hash: it is not the hash of the body that was sent; it matches when the JSON of the body is minified; the signature itself matches',
    {
      body: '{\n  "a": 1\n}',
      hashed: '{"a":1}',
    },
  ),
  way(
    'the consumer key of another project',
    `oauth_consumer_key: ${hidden('another!key')} was sent, expected ${hidden(CONSUMER_KEY)} (MASTERCARD_OAUTH_CONSUMER_KEY); the signature itself matches`,
    {
      oauth: { oauth_consumer_key: 'another!key' },
    },
  ),
  way(
    'a clock that is eleven minutes slow',
    'oauth_timestamp: it is 660 s (11 minutes) older than --at; at most 300 s is allowed; the signature itself matches',
    {
      oauth: { oauth_timestamp: String(NOW - 660) },
    },
  ),
]
