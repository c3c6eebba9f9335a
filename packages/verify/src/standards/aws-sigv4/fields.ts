import { headerValue } from '@countersign/core'
import type { TimeReading } from '../../reading.js'
import { clockReadings } from '../../resign/clock-text.js'
import { checkBodyHash } from '../body-hash.js'
import type { Signed } from '../standard.js'
import { decode, hashOf, order, pairsOf, valuesOf } from '../text.js'
import { checkSetting, type Problems, quoted } from '../words.js'

/** What a request says of its signature. */
export interface AwsFields {
  readonly inQuery: boolean
  readonly signature: string
  readonly scope: readonly string[]
  readonly signedHeaders: readonly string[]
  readonly dateTime: string
  /** The hash of the payload as the request says it; undefined if it says none. */
  readonly payload: string | undefined
  /** The session token was added after signing. */
  readonly lateToken: boolean
  readonly time?: TimeReading
  readonly notes: readonly string[]
}

type Found = Pick<AwsFields, 'inQuery' | 'signature' | 'scope' | 'signedHeaders' | 'dateTime'>

const ALGORITHM = 'AWS4-HMAC-SHA256'
const OLDEST = 300

/** Reads the fields of the header or the query, and holds each against the settings; undefined without a signature. */
export function awsFields(signed: Signed, problems: Problems): AwsFields | undefined {
  const query = new Map(
    pairsOf(signed.call.request.url.split('#')[0]?.split('?').slice(1).join('?') ?? '').map(
      ([name, value]) => [decode(name).toLowerCase(), decode(value)],
    ),
  )
  const inQuery = query.has('x-amz-signature') || query.has('x-amz-credential')
  const found = inQuery ? inTheQuery(query, problems) : inTheHeader(signed, problems)
  if (!found) return undefined
  checkScope(signed, found, problems)
  const time = timeOf(found, query, problems)
  checkHeaders(signed, found, problems)
  const notes = tokenNotes(signed, query, inQuery, problems)
  const payload = payloadOf(signed, inQuery, problems)
  const lateToken = signed.values.signSessionToken === 'no'
  return { ...found, payload, lateToken, notes, ...(time && { time }) }
}

function inTheHeader({ call: { request } }: Signed, problems: Problems): Found | undefined {
  const value = headerValue(request.headers, 'Authorization')?.trim()
  if (!value) {
    problems.add(
      'Authorization',
      `it is missing: the request is not signed; expected ${ALGORITHM} Credential=…, SignedHeaders=…, Signature=…`,
    )
    return undefined
  }
  const [scheme = ''] = value.split(/\s/, 1)
  if (scheme !== ALGORITHM) {
    problems.add(
      'Authorization',
      `its scheme is ${/^[\w-]{1,40}$/.test(scheme) ? scheme : 'another one'}; expected ${ALGORITHM}`,
    )
    return undefined
  }
  const parts = new Map(
    value
      .slice(scheme.length)
      .split(',')
      .map((part) => {
        const [name = '', ...rest] = part.trim().split('=')
        return [name, rest.join('=')] as const
      }),
  )
  for (const name of ['Credential', 'SignedHeaders', 'Signature'])
    if (!parts.get(name)) problems.add(name, 'it is missing in the Authorization header')
  const signature = parts.get('Signature')
  if (!signature) return undefined
  const dateTime = headerValue(request.headers, 'X-Amz-Date')?.trim()
  const date = headerValue(request.headers, 'Date')?.trim()
  if (dateTime === undefined) {
    problems.add('X-Amz-Date', 'it is missing; expected the time of signing, as in 20150830T123600Z')
  }
  return {
    inQuery: false,
    signature,
    scope: (parts.get('Credential') ?? '').split('/'),
    signedHeaders: names(parts.get('SignedHeaders')),
    dateTime: dateTime ?? (date && compact(date)) ?? '',
  }
}

const compact = (date: string) => {
  const time = Date.parse(date)
  return Number.isNaN(time) ? date : new Date(time).toISOString().replace(/[:-]|\.\d{3}/g, '')
}

const names = (text = '') => text.split(';').filter(Boolean)

function inTheQuery(query: ReadonlyMap<string, string>, problems: Problems): Found | undefined {
  const value = (name: string) => {
    const found = query.get(name.toLowerCase())
    if (!found) problems.add(name, 'it is missing in the query')
    return found ?? ''
  }
  const signature = value('X-Amz-Signature')
  problems.same('X-Amz-Algorithm', query.get('x-amz-algorithm'), ALGORITHM)
  const found = {
    inQuery: true,
    signature,
    scope: value('X-Amz-Credential').split('/'),
    dateTime: value('X-Amz-Date'),
    signedHeaders: names(value('X-Amz-SignedHeaders')),
  }
  return signature === '' ? undefined : found
}

/** Credential: access key ID, date, region, service and terminator. */
function checkScope(signed: Signed, { scope, dateTime }: Found, problems: Problems): void {
  if (scope.length !== 5) {
    problems.add(
      'Credential',
      `it has ${scope.length} parts between its slashes; expected ACCESS_KEY_ID/DATE/REGION/SERVICE/aws4_request`,
    )
    return
  }
  const [id, date = '', region, service, terminator] = scope
  checkSetting(problems, signed, { name: 'Credential: access key ID', setting: 'accessKeyId', sent: id })
  if (dateTime !== '' && date !== dateTime.slice(0, 8))
    problems.add(
      'Credential: date',
      `${quoted(date)} was sent, expected the day of X-Amz-Date, ${quoted(dateTime.slice(0, 8))}`,
    )
  checkSetting(problems, signed, { name: 'Credential: region', setting: 'region', sent: region })
  checkSetting(problems, signed, { name: 'Credential: service', setting: 'service', sent: service })
  problems.same('Credential: terminator', terminator, 'aws4_request')
}

function timeOf({ dateTime, inQuery }: Found, query: ReadonlyMap<string, string>, problems: Problems) {
  if (dateTime === '') return undefined
  if (!/^\d{8}T\d{6}Z$/.test(dateTime)) {
    problems.add('X-Amz-Date', `${quoted(dateTime)} is not of the form 20150830T123600Z, in UTC`)
    return undefined
  }
  const seconds = clockReadings(dateTime)[0]?.seconds ?? 0
  if (!inQuery) return { name: 'X-Amz-Date', seconds, maxAge: OLDEST, maxAhead: OLDEST }
  const expires = query.get('x-amz-expires') ?? ''
  if (!/^[1-9]\d{0,5}$/.test(expires) || Number(expires) > 604_800) {
    problems.add('X-Amz-Expires', `${quoted(expires)} was sent, expected seconds from 1 to 604800`)
    return undefined
  }
  return { name: 'X-Amz-Date with X-Amz-Expires', seconds, maxAge: Number(expires), maxAhead: OLDEST }
}

/** What has to be covered, and what is covered and not there. */
function checkHeaders(
  { call: { request } }: Signed,
  { signedHeaders, inQuery }: Found,
  problems: Problems,
): void {
  const has = (name: string) => name === 'host' || valuesOf(request.headers, name).length > 0
  for (const name of signedHeaders)
    if (!has(name))
      problems.add(
        'SignedHeaders',
        `${quoted(name)} is covered and not on the request: it was removed after signing, or never sent`,
      )
  const present = [...new Set(request.headers.map(([name]) => name.toLowerCase()))]
  const due = present.filter((name) => name.startsWith('x-amz-') && name !== 'x-amz-security-token')
  for (const name of ['host', ...(inQuery ? [] : due)])
    if (!signedHeaders.includes(name))
      problems.add(
        'SignedHeaders',
        `${name} is not covered, and AWS wants host and every x-amz-… header covered`,
      )
  const sorted = [...signedHeaders].sort(order)
  if (signedHeaders.some((name) => name !== name.toLowerCase()))
    problems.add('SignedHeaders', 'its names must be in lower case')
  else if (sorted.join() !== signedHeaders.join())
    problems.add(
      'SignedHeaders',
      `${quoted(signedHeaders.join(';'))} was sent, expected them sorted: ${quoted(sorted.join(';'))}`,
    )
}

function tokenNotes(
  signed: Signed,
  query: ReadonlyMap<string, string>,
  inQuery: boolean,
  problems: Problems,
): string[] {
  const name = 'X-Amz-Security-Token'
  const sent = inQuery
    ? query.get(name.toLowerCase())
    : headerValue(signed.call.request.headers, name)?.trim()
  const expected = signed.values.sessionToken
  const variable = signed.variable('sessionToken')
  if (expected !== undefined) problems.sameSecret(name, sent, expected, variable)
  else if (sent !== undefined)
    return [`${name} was sent, and ${variable} is not set: the credentials were temporary ones`]
  return []
}

/** X-Amz-Content-Sha256: what the request says that its body hashes to. */
function payloadOf(signed: Signed, inQuery: boolean, problems: Problems): string | undefined {
  const name = 'X-Amz-Content-Sha256'
  const sent = headerValue(signed.call.request.headers, name)?.trim()
  const isS3 = signed.values.service === 's3'
  if (sent === undefined) {
    if (inQuery && isS3) return 'UNSIGNED-PAYLOAD'
    if (isS3) problems.add(name, 'it is missing, and S3 wants it')
    return undefined
  }
  if (/^(UNSIGNED|STREAMING)-/.test(sent)) {
    if (sent === 'UNSIGNED-PAYLOAD' && signed.values.payload !== 'unsigned')
      problems.add(
        name,
        `UNSIGNED-PAYLOAD was sent, and ${signed.variable('payload')} asks for a signed body`,
      )
    return sent
  }
  checkBodyHash(problems, signed, { name, sent, of: (body) => hashOf('sha256', body) })
  return sent
}
