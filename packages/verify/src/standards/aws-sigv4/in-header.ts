import { headerValue } from '@countersign/core'
import { schemeName } from '../../read/authorization.js'
import type { Signed } from '../standard.js'
import type { Problems } from '../words.js'
import { ALGORITHM, type Found, names } from './found.js'

/** The fields of the Authorization header. */
export function inTheHeader({ call: { request } }: Signed, problems: Problems): Found | undefined {
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
    problems.add('Authorization', `its scheme is ${schemeName(scheme)}; expected ${ALGORITHM}`)
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
