import { headerValue } from '@countersign/core'
import { schemeName } from '../../read/authorization.js'
import { clockReadings } from '../../resign/clock-text.js'
import type { Signed } from '../standard.js'
import { hashOf } from '../text.js'
import { type Problems, quoted } from '../words.js'

/** Account and signature. */
export function authorizationOf({ call }: Signed, problems: Problems): string[] | undefined {
  const value = headerValue(call.request.headers, 'Authorization')?.trim()
  const found = value && /^SharedKey\s+([^:\s]+):(\S+)$/i.exec(value)
  if (found) return found.slice(1)
  const [scheme = ''] = value?.split(/\s/, 1) ?? []
  problems.add(
    'Authorization',
    value === undefined || value === ''
      ? 'it is missing: the request is not signed; expected SharedKey ACCOUNT:SIGNATURE'
      : /^SharedKey$/i.test(scheme)
        ? 'it is not of the form SharedKey ACCOUNT:SIGNATURE'
        : `its scheme is ${schemeName(scheme)}; expected SharedKey`,
  )
  return undefined
}

/** @returns the time of the request, if it says one */
export function checkHeaders({ call, body }: Signed, problems: Problems): number | undefined {
  const { headers } = call.request
  if (headerValue(headers, 'x-ms-version') === undefined)
    problems.add('x-ms-version', 'it is missing; expected the version of the service, as in 2021-12-02')
  const md5 = headerValue(headers, 'Content-MD5')?.trim()
  if (md5 !== undefined && md5 !== hashOf('md5', body, 'base64'))
    problems.add('Content-MD5', 'it is not the MD5 of the body that was sent, in base64')
  const date = headerValue(headers, 'x-ms-date')?.trim() ?? headerValue(headers, 'Date')?.trim()
  if (date === undefined) {
    problems.add(
      'x-ms-date',
      'it is missing; expected the time of signing, as in Fri, 26 Jun 2015 23:39:12 GMT',
    )
    return undefined
  }
  const seconds = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(date)
    ? clockReadings(date)[0]?.seconds
    : undefined
  if (seconds === undefined)
    problems.add('x-ms-date', `${quoted(date)} is not of the form Fri, 26 Jun 2015 23:39:12 GMT`)
  return seconds
}
