import { headerValue } from '@countersign/core'
import { bodyOf, type Signed } from '../standard.js'

/** The query as it is written. */
export const queryOf = ({ call }: Signed) =>
  call.request.url.split('#')[0]?.split('?').slice(1).join('?') ?? ''

/** The body if it is a form. */
export function formOf(signed: Signed): string {
  const type = headerValue(signed.call.request.headers, 'Content-Type') ?? ''
  return /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(type) ? bodyOf(signed).toString() : ''
}
