import { createHash } from 'node:crypto'
import { headerValue } from '@countersign/core'
import { bodyOf, type Signed } from '../standard.js'
import { asSent, hmac, valuesOf } from '../text.js'

/** What goes into the signature, step by step. */
export interface Draft {
  readonly method: string
  readonly scheme: string
  readonly host: string
  readonly target: string
  readonly headers: string
  readonly hash: string
  /** The Authorization header up to the signature. */
  readonly start: string
  readonly timestamp: string
  readonly secret: Buffer
  readonly signingKey: (draft: Draft) => Buffer | string
}

/** What a request says; `value` is its Authorization header. */
export function draftOf(signed: Signed, value: string, timestamp: string): Draft {
  const { call, values } = signed
  const { request, url } = call
  const method = request.method.toUpperCase()
  return {
    method,
    scheme: url.scheme,
    host: headerValue(request.headers, 'Host')?.trim() ?? url.authority,
    target: asSent(request.url.replace(/#.*$/s, '').replace(/^[a-z]+:\/\/[^/?#]*/i, '')) || '/',
    headers: headersOf(signed, values.headersToSign ?? ''),
    hash: method === 'POST' ? hashOf(bodyOf(signed), Number(values.maxBody)) : '',
    start: value.replace(/signature=.*$/s, ''),
    timestamp,
    secret: Buffer.from(values.clientSecret ?? ''),
    signingKey: derived,
  }
}

/** The signing key. */
export const derived = ({ secret, timestamp }: Pick<Draft, 'secret' | 'timestamp'>): string =>
  hmac('sha256', secret, timestamp).toString('base64')

/** The canonicalized headers. */
export const headersOf = ({ call }: Signed, names: string): string =>
  names
    .split(/[\s,]+/)
    .filter(Boolean)
    .flatMap((name) => {
      const [value] = valuesOf(call.request.headers, name)
      return value === undefined ? [] : [`${name.toLowerCase()}:${value.replace(/\s+/g, ' ')}`]
    })
    .join('\t')

/** The content hash: of the first bytes. */
export const hashOf = (body: Buffer, maxBody: number): string =>
  body.length === 0 ? '' : createHash('sha256').update(body.subarray(0, maxBody)).digest('base64')

export const dataToSign = ({ method, scheme, host, target, headers, hash, start }: Draft): string =>
  [method, scheme, host, target, headers, hash, start].join('\t')
