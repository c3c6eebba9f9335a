import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import type { Request } from '@countersign/core'
import { NOW } from '../../vendors.js'
import { asHttp } from '../../writers.js'
import type { WrongWay } from '../way.js'

export const CONSUMER_KEY = 'a-client-id!a-key-id'
export const rsa = (modulusLength = 2048) => generateKeyPairSync('rsa', { modulusLength }).privateKey
export const key = rsa()

export const MASTERCARD_OAUTH = {
  MASTERCARD_OAUTH_CONSUMER_KEY: CONSUMER_KEY,
  MASTERCARD_OAUTH_SIGNING_KEY: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
}
// Identity Insights is set up beside it.
export const env = { ...MASTERCARD_OAUTH, MASTERCARD_OAUTH_PATHS: '/atms,/resource' }

/** What a wrong way does otherwise. */
export interface Way {
  readonly body?: string
  /** What is signed and hashed in place of what is sent. */
  readonly hashed?: string
  readonly bodyHash?: (body: string) => string
  readonly method?: string
  readonly uri?: string
  readonly query?: (pairs: string[]) => string[]
  readonly oauth?: Readonly<Record<string, string | undefined>>
  /** The oauth_ values are percent-encoded before they are joined, as in RFC 5849 section 3.4.1.3.2. */
  readonly encoded?: boolean
  /** Sent, and not signed. */
  readonly unsigned?: readonly string[]
  readonly signed?: readonly string[]
  readonly sorted?: boolean
  readonly joined?: (method: string, uri: string, parameters: string) => string
  readonly signature?: (base: string) => Buffer
  readonly encodedSignature?: (signature: Buffer) => string
  readonly header?: (pairs: readonly (readonly string[])[]) => string
  readonly url?: string
  readonly type?: string
}

export const QUERY = ['b=%20x', 'a=1', 'a=1', 'c=']
export const BASE = 'https://sandbox.api.mastercard.com/atms/v1/atm'

const rfc3986 = (text: string) => encodeURIComponent(text).replace('!', '%21')
const joinedAsMastercard = (...parts: string[]) => parts.map(encodeURIComponent).join('&').replace('!', '%21')
export const sha256 = (body: string | Buffer) => createHash('sha256').update(body).digest()

/** Each step as Mastercard's page has it, and then one of them done otherwise. */
export function request(way: Way): Request {
  const { body = '', hashed = body, uri = BASE, query = (pairs) => pairs } = way
  const {
    bodyHash = (text: string) => sha256(text).toString('base64'),
    method = 'POST',
    joined = joinedAsMastercard,
    signature = (text: string) => sign('sha256', Buffer.from(text), key),
    encodedSignature = (bytes: Buffer) => encodeURIComponent(bytes.toString('base64')),
    header = (pairs) => `OAuth ${pairs.map(([name, value]) => `${name}="${value}"`).join(',')}`,
    url = `${BASE}?${QUERY.join('&')}`,
  } = way
  const all: Record<string, string | undefined> = {
    oauth_body_hash: bodyHash(hashed),
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
  const pairs = [...query([...new Set(QUERY)]), ...signed, ...(way.signed ?? [])]
  const parameters = (way.sorted === false ? pairs : pairs.sort()).join('&')
  const made = signature(joined(method, uri, parameters))
  const headers: [string, string][] = [
    ['Authorization', header([...oauth, ['oauth_signature', encodedSignature(made)]])],
    ['Content-Type', way.type ?? 'application/json'],
  ]
  return { method: 'POST', url, headers, body }
}

export const way = (did: string, says: string, one: Way, settings: object = {}): WrongWay => ({
  provider: 'Mastercard OAuth',
  did,
  says,
  file: asHttp(request(one)),
  env: { ...env, ...settings },
})
export const matches = (did: string, when: string, one: Way, settings = {}) =>
  way(did, `signature matches when ${when}`, one, settings)
/** Wrong, and yet the signature is that of what was sent. */
export const wrong = (did: string, says: string, one: Way, settings = {}) =>
  way(did, `${says}; the signature itself matches`, one, settings)

/** A consumer key is told apart, and not shown. */
export function hidden(text: string) {
  const digest = createHash('sha256').update(text).digest('hex')
  return `a text of ${text.length} characters, SHA-256 ${digest.slice(0, 8)}…`
}
