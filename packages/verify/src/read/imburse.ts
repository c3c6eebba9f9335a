import { plainCodec } from '@countersign/core/bytes'
import type { Call } from '@countersign/core/provider'
import { MAX_AGE } from '@countersign/core/providers/imburse/hmac'
import { isExchange, type Settings } from '@countersign/core/providers/imburse/index'
import type { HmacReading, ReadCall, Reader, Reading } from '../reading.js'
import { readBearer } from './bearer.js'
import { allOf, Checklist, quoted, unrendered } from './checklist.js'

// The page is silent on clocks that run ahead; this much is forgiven.
const MAX_AHEAD = 30

/** Reads Imburse's HMAC tokens and bearer tokens back. */
export const imburseReader: Reader<Settings> = {
  provider: 'imburse',
  vendorChecks: (call) => (isExchange(call) ? tokenChecks : bearerChecks(call)),
  read: (call) => (isExchange(call) ? readToken(call) : readApi(call)),
}

const tokenChecks = [
  'the scheme is Hmac and the token has four parts: publicKey:nonce:timestamp:signature',
  'the public key is known',
  'the nonce is alphanumeric and was never used before',
  `the timestamp is in whole seconds, UTC, and at most ${MAX_AGE / 60} minutes old`,
  'the signature is that of publicKey:nonce:timestamp:bodyHash by the private key, over the body that arrives',
]

const bearerChecks = ({ settings: { tokenUse } }: Call<Settings>) => [
  'the bearer token was issued for these keys and is at most 30 minutes old',
  ...(tokenUse === 'once' ? ['the bearer token was not used before'] : []),
  'x-account-id and x-tenant-id are those of the keys',
]

function readApi({ request, settings }: ReadCall<Settings>): Reading<Settings> {
  const list = new Checklist()
  const reading = readBearer(request, `POST ${settings.exchangePath}`, list)
  for (const [name, due] of settings.accountHeaders) {
    const [value] = allOf(request.headers, name)
    if (value === undefined) list.seen.push(`${name} is set and not sent; most requests need it`)
    else list.check(name, value === due, `${quoted(value)} is sent; the setting is ${quoted(due)}`)
  }
  const { bearer } = reading
  const once = bearer && settings.tokenUse === 'once' ? [{ name: 'bearer token', value: bearer.token }] : []
  return { ...reading, once } as Reading<Settings>
}

function readToken(call: ReadCall<Settings>): Reading<Settings> {
  const list = new Checklist()
  const { request } = call
  list.check('method', request.method === 'POST', `it is sent with ${quoted(request.method)}; POST is due`)
  const parts = partsOf(allOf(request.headers, 'Authorization'), list)
  const { checks, seen } = list
  const reading = { how: 'HMAC token', checks, seen, asksForToken: true }
  return parts ? { ...reading, ...readParts(parts, call, list) } : reading
}

type Parts = readonly [publicKey: string, nonce: string, timestamp: string, signature: string]

/** The four parts of the HMAC token, where there are four. */
function partsOf(values: readonly string[], list: Checklist): Parts | undefined {
  const value = values.find((one) => /^hmac\b/i.test(one)) ?? values[0] ?? ''
  const problem = schemeProblem(values, value)
  list.check('scheme', problem === undefined, problem ?? '')
  const template = unrendered(value)
  if (template && !value.includes(':')) {
    list.check('form', false, `${template} was not filled in`)
    return undefined
  }
  const bare = bareToken(value.replace(/^\S+\s*/, ''), list)
  const parts = bare.split(':')
  if (!/^hmac\b/i.test(value)) return undefined
  const form = `publicKey:nonce:timestamp:signature is due, in four parts; ${parts.length === 1 ? 'one part is' : `${parts.length} parts are`} there`
  return list.check('form', parts.length === 4, form) ? (parts as unknown as Parts) : undefined
}

function schemeProblem(values: readonly string[], value: string): string | undefined {
  if (value === '') return 'no Authorization is there; Hmac and the token are due'
  if (values.length > 1) return `${values.length} Authorization headers are there; one is due`
  const [scheme = ''] = value.split(/\s+/)
  if (/^bearer$/i.test(scheme)) return 'a bearer token stands where the HMAC token is due'
  if (scheme.includes(':')) return 'the word Hmac is missing before the token'
  if (scheme === 'Hmac' && !/^Hmac \S/.test(value)) return 'the token is due after Hmac and one space'
  return scheme === 'Hmac' ? undefined : `the scheme is ${quoted(scheme.slice(0, 20))}; Hmac is due`
}

/** The token without what some put around it: the page's braces, quotes, base64. */
function bareToken(token: string, list: Checklist): string {
  const bare = token.replace(/^[{<"']|[}>"']$/g, '')
  if (bare !== token) list.check('form', false, 'braces or quotes stand around the token; it is due bare')
  if (bare.includes(':')) return bare
  const decoded = textIn(bare)
  if (decoded?.split(':').length !== 4) return bare
  list.check('form', false, 'the whole token is in base64; it is due as it is')
  return decoded
}

function textIn(base64: string): string | undefined {
  try {
    return plainCodec.text(plainCodec.fromBase64(base64))
  } catch {
    return undefined
  }
}

function readParts(parts: Parts, call: ReadCall<Settings>, list: Checklist): Partial<Reading<Settings>> {
  const [publicKey, nonce, timestamp, signature] = parts
  const own = call.settings.publicKey
  list.check(
    'publicKey',
    publicKey === own,
    `${quoted(publicKey)} signs; IMBURSE_PUBLIC_KEY is ${quoted(own)}`,
  )
  list.check('nonce', /^[0-9A-Za-z]+$/.test(nonce), nonceProblem(nonce))
  const seconds = secondsOf(timestamp, list)
  list.check('signature', signature !== '', 'it is empty')
  const written = { nonce, timestamp, publicKey, signature }
  const hmac: HmacReading<Settings> = {
    request: call.request,
    settings: call.settings,
    nonce,
    now: Number(timestamp) || 0,
    written,
    signature: 'signature',
    encoding: 'base64',
    key: 'privateKey',
    parts: ['publicKey', 'nonce', 'timestamp', 'bodyHash'],
    delimiter: ':',
  }
  const time = { name: 'timestamp', maxAge: MAX_AGE, maxAhead: MAX_AHEAD }
  return {
    hmac,
    once: [{ name: 'nonce', value: nonce }],
    ...(seconds !== undefined && { time: { ...time, seconds } }),
  }
}

function nonceProblem(nonce: string): string {
  const template = unrendered(nonce)
  if (template) return `${template} was not filled in`
  return nonce === '' ? 'it is empty' : `${quoted(nonce)} is not alphanumeric; letters and digits are due`
}

/** The time in seconds, also where it is written in another unit. */
function secondsOf(text: string, list: Checklist): number | undefined {
  const value = Number(text)
  const [whole, unit] = unitOf(text, value)
  const due = whole === undefined ? '' : ` (${whole})`
  list.check('timestamp', unit === undefined, `${quoted(text)} is ${unit ?? ''}; whole seconds are due${due}`)
  return whole
}

function unitOf(text: string, value: number): [seconds: number | undefined, unit: string | undefined] {
  if (/^(0|[1-9]\d{0,10})$/.test(text)) return [value, undefined]
  if (/^\d{1,10}\.\d+$/.test(text)) return [Math.floor(value), 'in seconds with a fraction']
  if (/^\d{12,14}(\.\d+)?$/.test(text)) return [Math.floor(value / 1000), 'in milliseconds']
  const date = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) / 1000 : Number.NaN
  if (!Number.isNaN(date)) return [Math.floor(date), 'a date']
  return [undefined, unrendered(text) ? 'a variable that was not filled in' : 'not a time']
}
