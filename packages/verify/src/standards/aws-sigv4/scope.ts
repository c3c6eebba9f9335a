import { clockReadings } from '../../resign/clock-text.js'
import { windowOf } from '../../time.js'
import type { Signed } from '../standard.js'
import { checkSetting, type Problems, quoted } from '../words.js'
import type { Found } from './found.js'

// S3 answers RequestTimeTooSkewed after fifteen minutes (Amazon S3 API, Error responses).
const S3 = { maxAge: 900, maxAhead: 900 }

const windowFor = ({ values, provider }: Signed) => (values.service === 's3' ? S3 : windowOf(provider))

/** Credential: access key ID, date, region, service and terminator. */
export function checkScope(signed: Signed, { scope, dateTime }: Found, problems: Problems): void {
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

/** When it was signed, and for how long that holds. */
export function timeOf(
  signed: Signed,
  { dateTime, inQuery }: Found,
  query: ReadonlyMap<string, string>,
  problems: Problems,
) {
  if (dateTime === '') return undefined
  if (!/^\d{8}T\d{6}Z$/.test(dateTime)) {
    problems.add('X-Amz-Date', `${quoted(dateTime)} is not of the form 20150830T123600Z, in UTC`)
    return undefined
  }
  const seconds = clockReadings(dateTime)[0]?.seconds ?? 0
  if (!inQuery) return { name: 'X-Amz-Date', seconds, ...windowFor(signed) }
  const expires = query.get('x-amz-expires') ?? ''
  if (!/^[1-9]\d{0,5}$/.test(expires) || Number(expires) > 604_800) {
    problems.add('X-Amz-Expires', `${quoted(expires)} was sent, expected seconds from 1 to 604800`)
    return undefined
  }
  return { name: 'X-Amz-Date with X-Amz-Expires', seconds, ...windowFor(signed), maxAge: Number(expires) }
}
