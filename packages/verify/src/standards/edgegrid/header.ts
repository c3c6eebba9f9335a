import { headerValue } from '@countersign/core'
import type { Problem } from '../../history.js'
import { schemeName } from '../../read/authorization.js'
import type { Signed } from '../standard.js'
import { valuesOf } from '../text.js'
import { checkSetting, type Problems, quoted } from '../words.js'

/** A header that is not on the request is not signed. */
export const missingHeaders = ({ call, values, variable }: Signed): Problem[] =>
  (values.headersToSign ?? '')
    .split(/[\s,]+/)
    .filter((name) => name !== '' && valuesOf(call.request.headers, name).length === 0)
    .map((name) => ({
      name,
      text: `it is to be signed (${variable('headersToSign')}), and is not on the request`,
    }))

/** The Authorization header. */
export function authorizationOf({ call }: Signed, problems: Problems): string | undefined {
  const value = headerValue(call.request.headers, 'Authorization')?.trim()
  if (value && /^EG1-HMAC-SHA256\s/i.test(value)) return value
  problems.add(
    'Authorization',
    value
      ? `its scheme is ${schemeName(value.split(/\s/, 1)[0] ?? '')}; expected EG1-HMAC-SHA256`
      : 'it is missing: the request is not signed; expected EG1-HMAC-SHA256 client_token=…;access_token=…;timestamp=…;nonce=…;signature=…',
  )
  return undefined
}

/** Holds its fields against the settings. */
export function checkFields(signed: Signed, fields: ReadonlyMap<string, string>, problems: Problems): void {
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
