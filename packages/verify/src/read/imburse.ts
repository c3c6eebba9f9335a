import type { Call } from '@countersign/core/provider'
import { MAX_AGE, MAX_AHEAD } from '@countersign/core/providers/imburse/hmac'
import { isExchange, type Settings } from '@countersign/core/providers/imburse/index'
import { shownMethod } from '../described.js'
import type { HmacReading, ReadCall, Reader, Reading } from '../reading.js'
import { readBearer } from './bearer.js'
import { Checklist, differs, headerValues } from './checklist.js'
import { type HmacToken, hmacToken } from './imburse-token.js'
import { isFractionOfSeconds, nonceProblem, timestampOf } from './imburse-values.js'

/** Reads Imburse's HMAC tokens and bearer tokens. */
export const imburseReader: Reader<Settings> = {
  provider: 'imburse',
  vendorChecks: (call) => (isExchange(call) ? tokenChecks : bearerChecks(call)),
  read: (call) => (isExchange(call) ? readToken(call) : readApi(call)),
}

const tokenChecks = [
  'the scheme is Hmac and the token has four parts: publicKey:nonce:timestamp:signature',
  'the public key is known',
  'the nonce is alphanumeric and was never used before',
  `the timestamp is in whole seconds, UTC, and at most ${MAX_AGE / 60} minutes old, and at most ${MAX_AHEAD} s ahead`,
  'the signature is that of publicKey:nonce:timestamp:bodyHash by the private key, over the body that arrives',
]

const bearerChecks = ({ settings: { tokenUse } }: Call<Settings>) => [
  'the bearer token was issued for these keys and is at most 30 minutes old',
  ...(tokenUse === 'once' ? ['the bearer token was not used before'] : []),
  'x-account-id and x-tenant-id belong to the keys',
]

function readApi(call: ReadCall<Settings>): Reading<Settings> {
  const { request, settings } = call
  const list = new Checklist()
  const reading = readBearer(request, `POST ${settings.exchangePath}`, list)
  if (list.checks.some(({ name }) => name === 'path')) return reading as Reading<Settings>
  for (const [name, expected] of settings.accountHeaders) {
    const [value] = headerValues(request.headers, name)
    const setting = name === 'x-account-id' ? 'accountId' : 'tenantId'
    if (value === undefined) list.notes.push(`${name} is set but was not sent; most requests need it`)
    else list.check(name, value === expected, differs(value, setting, call, 'imburse'))
  }
  const { bearer } = reading
  const singleUse =
    bearer && settings.tokenUse === 'once' ? [{ name: 'bearer token', value: bearer.token }] : []
  return { ...reading, singleUse } as Reading<Settings>
}

function readToken(call: ReadCall<Settings>): Reading<Settings> {
  const list = new Checklist()
  const { request } = call
  list.check(
    'method',
    request.method === 'POST',
    `it was sent with ${shownMethod(request.method)}; expected POST`,
  )
  const token = hmacToken(request.headers, list)
  const { checks, notes } = list
  const reading = { how: 'HMAC token', checks, notes, asksForToken: true }
  return token ? { ...reading, ...readParts(token, call, list) } : reading
}

function readParts(token: HmacToken, call: ReadCall<Settings>, list: Checklist): Partial<Reading<Settings>> {
  const { publicKey, nonce, timestamp, signature } = token
  list.check(
    'publicKey',
    publicKey === call.settings.publicKey,
    differs(publicKey, 'publicKey', call, 'imburse'),
  )
  const fromVendorScript = nonce === timestamp && isFractionOfSeconds(timestamp)
  if (fromVendorScript) list.notes.push(FRAGILE)
  else list.check('nonce', /^[0-9A-Za-z]+$/.test(nonce), nonceProblem(nonce, call))
  const seconds = timestampOf(timestamp, fromVendorScript ? undefined : list, call)
  list.check('signature', signature !== '', 'it is empty')
  return {
    hmac: { ...hmacReading(token, call), ...(fromVendorScript && { accepted: ['timestamp'] }) },
    singleUse: [{ name: 'nonce', value: nonce }],
    ...(seconds !== undefined && {
      time: { name: 'timestamp', seconds, maxAge: MAX_AGE, maxAhead: MAX_AHEAD },
    }),
  }
}

const FRAGILE =
  "the nonce is the timestamp with its fraction, as Imburse's own scripts write it: two requests in one millisecond share a nonce"

function hmacReading(token: HmacToken, { request, settings }: ReadCall<Settings>): HmacReading<Settings> {
  return {
    request,
    settings,
    nonce: token.nonce,
    now: Number(token.timestamp) || 0,
    claimed: { ...token },
    signature: 'signature',
    encoding: 'base64',
    key: 'privateKey',
    parts: ['publicKey', 'nonce', 'timestamp', 'bodyHash'],
    delimiter: ':',
  }
}
