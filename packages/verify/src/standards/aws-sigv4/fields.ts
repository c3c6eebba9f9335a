import { headerValue } from '@countersign/core'
import type { TimeReading } from '../../reading.js'
import { checkBodyHash } from '../body-hash.js'
import type { Signed } from '../standard.js'
import { decode, pairsOf } from '../text.js'
import type { Problems } from '../words.js'
import type { Found } from './found.js'
import { inTheHeader } from './in-header.js'
import { inTheQuery } from './in-query.js'
import { checkScope, timeOf } from './scope.js'
import { checkHeaders } from './signed-headers.js'

/** What a request says of its signature. */
export interface AwsFields extends Found {
  /** The hash of the payload as the request says it; undefined if it says none. */
  readonly payload: string | undefined
  /** The session token was added after signing. */
  readonly lateToken: boolean
  readonly time?: TimeReading
  readonly notes: readonly string[]
}

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
  const time = timeOf(signed, found, query, problems)
  checkHeaders(signed, found, problems)
  const notes = tokenNotes(signed, query, inQuery, problems)
  const payload = payloadOf(signed, inQuery, problems)
  const lateToken = signed.values.signSessionToken === 'no'
  return { ...found, payload, lateToken, notes, ...(time && { time }) }
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
  checkBodyHash(problems, signed, { name, sent, hash: 'sha256', encoding: 'hex' })
  return sent
}
