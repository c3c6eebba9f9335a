import { createHash } from 'node:crypto'
import { headerValue } from '@countersign/core'
import type { Problem } from '../history.js'
import { clockReadings } from '../resign/clock-text.js'
import {
  bodyOf,
  type Signature,
  type Signed,
  type Standard,
  type StandardReading,
  type Variation,
} from './standard.js'
import { asSent, decode, hmac, valuesOf } from './text.js'
import { bodyVariations, keyVariations, text } from './variations.js'
import { checkSetting, Problems, quoted } from './words.js'

interface Draft {
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

/** Akamai EdgeGrid (EG1-HMAC-SHA256). */
export const edgegridStandard: Standard = {
  settings: ['clientToken', 'clientSecret', 'accessToken', 'headersToSign', 'maxBody'],
  how: () => 'EG1-HMAC-SHA256',
  read(signed): StandardReading {
    const problems = new Problems()
    const value = authorizationOf(signed, problems)
    if (value === undefined) return { problems: problems.all }
    const fields = new Map(
      [...value.matchAll(/(?<![a-z_])([a-z_]+)=([^;]*)/g)].map(([, name = '', text = '']) => [name, text]),
    )
    checkFields(signed, fields, problems)
    const [timestamp = '', nonce, signature] = ['timestamp', 'nonce', 'signature'].map((name) =>
      fields.get(name),
    )
    const seconds = /^\d{8}T[\d:]{8}\+0000$/.test(timestamp) ? secondsOf(timestamp) : undefined
    return {
      problems: problems.all,
      suspects: missingHeaders(signed),
      ...(seconds !== undefined && { time: { name: 'timestamp', seconds, maxAge: 30, maxAhead: 30 } }),
      ...(nonce && { singleUse: [{ name: 'nonce', value: nonce }] }),
      ...(signature && { signature: signatureOf(signed, { value, timestamp, sent: signature }) }),
    }
  },
}

/** A header that is not on the request is not signed. */
const missingHeaders = ({ call, values, variable }: Signed): Problem[] =>
  (values.headersToSign ?? '')
    .split(/[\s,]+/)
    .filter((name) => name !== '' && valuesOf(call.request.headers, name).length === 0)
    .map((name) => ({
      name,
      text: `it is to be signed (${variable('headersToSign')}), and is not on the request`,
    }))

const secondsOf = (timestamp: string) => clockReadings(timestamp)[0]?.seconds

function authorizationOf({ call }: Signed, problems: Problems): string | undefined {
  const value = headerValue(call.request.headers, 'Authorization')?.trim()
  if (value && /^EG1-HMAC-SHA256\s/i.test(value)) return value
  problems.add(
    'Authorization',
    value
      ? `its scheme is ${quoted(value.split(/\s/, 1)[0] ?? '')}; expected EG1-HMAC-SHA256`
      : 'it is missing: the request is not signed; expected EG1-HMAC-SHA256 client_token=…;access_token=…;timestamp=…;nonce=…;signature=…',
  )
  return undefined
}

function checkFields(signed: Signed, fields: ReadonlyMap<string, string>, problems: Problems): void {
  for (const name of ['client_token', 'access_token', 'timestamp', 'nonce', 'signature'])
    if (!fields.get(name)) problems.add(name, 'it is missing in the Authorization header')
  const check = (name: string, setting: string) => {
    if (fields.get(name)) checkSetting(problems, signed, { name, setting, sent: fields.get(name) })
  }
  check('client_token', 'clientToken')
  check('access_token', 'accessToken')
  const timestamp = fields.get('timestamp')
  if (timestamp && !/^\d{8}T\d\d:\d\d:\d\d\+0000$/.test(timestamp))
    problems.add('timestamp', `${quoted(timestamp)} is not of the form 20140321T19:34:21+0000, in UTC`)
}

interface Sent {
  readonly value: string
  readonly timestamp: string
  readonly sent: string
}

function signatureOf(signed: Signed, { value, timestamp, sent }: Sent): Signature<Draft> {
  const { call, values } = signed
  const { request, url } = call
  const method = request.method.toUpperCase()
  const draft: Draft = {
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
  return {
    name: 'signature',
    sent,
    draft,
    input: dataToSign,
    expected: (made) => hmac('sha256', made.signingKey(made), dataToSign(made)),
    encoding: 'base64',
    variations: () => variationsOf(signed, draft),
  }
}

const derived = ({ secret, timestamp }: Pick<Draft, 'secret' | 'timestamp'>): string =>
  hmac('sha256', secret, timestamp).toString('base64')

const headersOf = ({ call }: Signed, names: string): string =>
  names
    .split(/[\s,]+/)
    .filter(Boolean)
    .flatMap((name) => {
      const [value] = valuesOf(call.request.headers, name)
      return value === undefined ? [] : [`${name.toLowerCase()}:${value.replace(/\s+/g, ' ')}`]
    })
    .join('\t')

const hashOf = (body: Buffer, maxBody: number): string =>
  body.length === 0 ? '' : createHash('sha256').update(body.subarray(0, maxBody)).digest('base64')

const dataToSign = ({ method, scheme, host, target, headers, hash, start }: Draft): string =>
  [method, scheme, host, target, headers, hash, start].join('\t')

function* variationsOf(signed: Signed, draft: Draft): Generator<Variation<Draft>> {
  const { values } = signed
  const maxBody = Number(values.maxBody)
  const advice =
    'The data to sign are method, scheme, host, path with query, headers, content hash and the Authorization header up to the signature, with tabs between them.'
  const change = (when: string, more: Partial<Draft>) =>
    text<Draft>(when, (made) => ({ ...made, ...more }), advice)
  const key = (when: string, signingKey: Draft['signingKey']): Variation<Draft> => ({
    kind: 'key',
    when,
    advice:
      'The signing key is the HMAC-SHA-256 of the timestamp by the client secret as it stands, in base64, used as text.',
    change: (made) => ({ ...made, signingKey }),
  })
  yield* keyVariations<Draft>(signed, 'clientSecret', draft.secret, (secret) => (made) => ({
    ...made,
    secret,
  }))
  yield key('the client secret itself is the signing key', ({ secret }) => secret)
  yield key('the signing key is used in bytes, not in base64', ({ secret, timestamp }) =>
    hmac('sha256', secret, timestamp),
  )
  yield key('the signing key is in hex', ({ secret, timestamp }) =>
    hmac('sha256', secret, timestamp).toString('hex'),
  )
  const seconds = secondsOf(draft.timestamp) ?? 0
  for (const by of [-1, 1]) {
    const timestamp = timestampOf(seconds + by)
    const words = `the timestamp is one second ${by < 0 ? 'earlier' : 'later'}`
    yield key(`${words} in the signing key`, ({ secret }) => derived({ secret, timestamp }))
    yield text<Draft>(
      `${words} in what is signed`,
      (made) => ({ ...made, timestamp, start: made.start.replace(made.timestamp, timestamp) }),
      'Read the clock once for each request.',
    )
  }
  yield change('the content hash is left out', { hash: '' })
  yield change('the content hash is in hex', { hash: Buffer.from(draft.hash, 'base64').toString('hex') })
  yield change(`the body of a ${draft.method} is covered`, { hash: hashOf(bodyOf(signed), maxBody) })
  yield change('all of the body is covered', { hash: hashOf(bodyOf(signed), Number.POSITIVE_INFINITY) })
  for (const most of [131_072, 2048, 8192])
    if (most !== maxBody)
      yield change(`the first ${most} bytes of the body are covered`, { hash: hashOf(bodyOf(signed), most) })
  yield change('no header is signed', { headers: '' })
  for (const [name] of signed.call.request.headers)
    if (!/^(host|authorization)$/i.test(name))
      yield change(`the header ${quoted(name)} is signed`, { headers: headersOf(signed, name) })
  yield change('the query is left out', { target: draft.target.split('?')[0] ?? '' })
  yield change('the path is decoded', { target: decode(draft.target) })
  yield change('path and query are encoded once more', { target: draft.target.replace(/%/g, '%25') })
  yield change('the host has its port', { host: `${draft.host}:443` })
  yield change('the scheme is http', { scheme: 'http' })
  yield change('the scheme is https', { scheme: 'https' })
  yield change('the method is in lower case', { method: draft.method.toLowerCase() })
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    if (method !== draft.method)
      yield change(`the method is ${method}`, {
        method,
        hash: method === 'POST' ? hashOf(bodyOf(signed), maxBody) : '',
      })
  yield change('the Authorization header is left out', { start: '' })
  yield change('the Authorization header lacks its last semicolon', { start: draft.start.replace(/;$/, '') })
  if (draft.method === 'POST')
    yield* bodyVariations<Draft>(signed, (body) => (made) => ({ ...made, hash: hashOf(body, maxBody) }))
}

const timestampOf = (seconds: number) =>
  `${new Date(seconds * 1000).toISOString().replace(/-|\.\d{3}Z/g, '')}+0000`
