import {
  byteLength,
  bytesOf,
  type Call,
  type Data,
  type Host,
  headerValue,
  isoDate,
  type Patch,
  type Provider,
  plainCodec,
  type Url,
} from '@countersign/core'
import { folded } from './shared/fields.js'
import { lastOf } from './shared/last.js'
import { required, type SchemeOptions, schemeProvider, secret, setting } from './shared/scheme.js'
import { requestTarget } from './shared/url-text.js'

/**
 * The settings that are the same for everyone may be options: `headersToSign: ['X-Test']`.
 * @example const options: EdgeGridOptions = { id: 'akamai', hosts: ['luna.akamaiapis.net'], headersToSign: ['X-Test'] }
 */
export interface EdgeGridOptions extends SchemeOptions {
  /** Names of headers that are signed, in this order. Default: none. */
  readonly headersToSign?: string | readonly string[]
  /** How many bytes of a body are covered. Default 131,072. */
  readonly maxBody?: number | string
}

interface Ready {
  readonly clientToken: string
  readonly clientSecret: string
  readonly accessToken: string
  readonly headersToSign: readonly string[]
  readonly maxBody: number
  readonly targetOf: (url: Url) => string
  /** Timestamp and signing key of a second. */
  readonly minted: { second: number; timestamp: string; signingKey: string }
}

const settings = [
  setting('clientToken', 'the client_token of .edgerc', required),
  setting('clientSecret', 'the client_secret of .edgerc', { ...required, ...secret }),
  setting('accessToken', 'the access_token of .edgerc', { ...required, ...secret }),
  setting('headersToSign', 'names of headers that are signed, in this order', { kind: 'list' }),
  setting('maxBody', 'how many bytes of a body are covered', { kind: 'number', default: '131072' }),
]

/**
 * Akamai EdgeGrid (EG1-HMAC-SHA256): an HMAC over method, scheme, host, target, chosen headers and, of a POST, a hash of
 * the body.
 * @see https://techdocs.akamai.com/developer/docs/authenticate-with-edgegrid
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `invalid-url` on half of a surrogate pair
 * @example export default edgegrid({ id: 'akamai', hosts: ['luna.akamaiapis.net'] })
 */
export function edgegrid(options: EdgeGridOptions): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['Akamai: Authenticate with EdgeGrid'],
      settings,
      nonce: { called: 'nonce', pattern: /^[\w-]+$/ },
      written: {
        now: { header: 'Authorization', as: 'timestamp=(\\d{8}T\\d\\d:\\d\\d:\\d\\d\\+0000)' },
        nonce: { header: 'Authorization', as: 'nonce=([^;]+)' },
        maxAge: 30,
      },
      setup: (values) => ({
        clientToken: values.clientToken ?? '',
        clientSecret: values.clientSecret ?? '',
        accessToken: values.accessToken ?? '',
        headersToSign: (values.headersToSign ?? '').split(/[\s,]+/).filter(Boolean),
        maxBody: Number(values.maxBody),
        targetOf: lastOf(requestTarget),
        minted: { second: -1, timestamp: '', signingKey: '' },
      }),
      needs: ({ request }) => ({ body: isPost(request.method), waits: false, how: 'EG1-HMAC-SHA256' }),
      sign,
    },
    options,
  )
}

const isPost = (method: string) => method.toUpperCase() === 'POST'

function sign(call: Call<Ready>): Patch {
  const { request, url, settings, host, trace } = call
  const { clientToken, accessToken } = settings
  const { timestamp, signingKey } = mintedAt(call)
  const header = `EG1-HMAC-SHA256 client_token=${clientToken};access_token=${accessToken};timestamp=${timestamp};nonce=${host.nonce(32)};`
  const authority = headerValue(request.headers, 'Host') ?? url.authority
  const dataToSign = `${request.method.toUpperCase()}\t${url.scheme}\t${authority}\t${settings.targetOf(url)}\t${canonicalHeaders(call)}\t${contentHash(call)}\t${header}`
  const signature = host.hmac('SHA-256', signingKey, dataToSign, 'base64')
  if (trace) {
    trace('dataToSign', dataToSign)
    trace('signature', signature)
  }
  return { headers: [['Authorization', `${header}signature=${signature}`]], secrets: ['Authorization'] }
}

/** The timestamp, and the signing key that is an HMAC of it: both hold for a second. */
function mintedAt({ settings: { minted, clientSecret }, host }: Call<Ready>): Ready['minted'] {
  const second = Math.floor(host.now())
  if (minted.second === second) return minted
  minted.second = second
  minted.timestamp = timestampOf(second)
  minted.signingKey = host.hmac('SHA-256', clientSecret, [minted.timestamp], 'base64')
  return minted
}

/** `20140321T19:34:21+0000` */
function timestampOf(seconds: number): string {
  const [date = '', time = ''] = isoDate(seconds).slice(0, -1).split('T')
  return `${date.replace(/-/g, '')}T${time}+0000`
}

/** A header that is not on the request is left out. */
function canonicalHeaders({ request, settings: { headersToSign } }: Call<Ready>): string {
  if (headersToSign.length === 0) return ''
  const lines = headersToSign.flatMap((name) => {
    const value = headerValue(request.headers, name)
    return value === undefined ? [] : [`${name.toLowerCase()}:${folded(value)}`]
  })
  return lines.join('\t')
}

/** Of a POST with a body only, and of its first bytes only. */
function contentHash({ request, settings: { maxBody }, host }: Call<Ready>): string {
  if (!isPost(request.method) || request.body.length === 0) return ''
  return host.hash('SHA-256', covered(request.body, maxBody, host), 'base64')
}

/** The first bytes of a body. Each letter of a text has one at least; a text of as many bytes as letters is ASCII. */
function covered(body: Data, most: number, { codec = plainCodec }: Host): Data {
  if (body.length * 3 <= most) return body
  if (typeof body !== 'string') return body.length > most ? body.subarray(0, most) : body
  const start = body.slice(0, most)
  if (byteLength(start, codec) <= most) return start
  return bytesOf(body.slice(0, most + 1), codec).subarray(0, most)
}
