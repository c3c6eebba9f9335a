import { headerValue } from '@countersign/core'
import { schemeName } from '../../read/authorization.js'
import type { Signed } from '../standard.js'
import { decode, pairsOf } from '../text.js'
import type { Problems } from '../words.js'
import { formOf, queryOf } from './parts.js'

/** The parameters of the protocol: of the header, or else of the query or the form (RFC 5849 section 3.5). */
export function oauthParameters(signed: Signed, problems: Problems): Map<string, string> | undefined {
  const value = headerValue(signed.call.request.headers, 'Authorization')?.trim()
  if (value && /^oauth\s/i.test(value)) {
    const pairs = [...value.slice(5).matchAll(/(?<![\w%-])([\w%-]+)=(?:"([^"]*)"|([^",\s]*))/g)]
    return new Map(
      pairs
        .filter(([, name]) => name !== 'realm')
        .map(([, name = '', quotedValue, plain = '']) => [decode(name), decode(quotedValue ?? plain)]),
    )
  }
  const others = [...pairsOf(queryOf(signed)), ...pairsOf(formOf(signed))]
  const oauth = others.filter(([name]) => name.startsWith('oauth_'))
  if (oauth.length > 0) return new Map(oauth.map(([name, text]) => [decode(name, true), decode(text, true)]))
  problems.add(
    'Authorization',
    value
      ? `its scheme is ${schemeName(value.split(/\s/, 1)[0] ?? '')}; expected OAuth`
      : 'it is missing: the request is not signed; expected OAuth oauth_consumer_key="…", …, oauth_signature="…"',
  )
  return undefined
}
