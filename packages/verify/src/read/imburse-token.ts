import type { Header } from '@countersign/core'
import { plainCodec } from '@countersign/core/bytes'
import { unrenderedProblem } from '../described.js'
import { headerHolding } from '../misnamed.js'
import { schemeName } from './authorization.js'
import { type Checklist, headerValues } from './checklist.js'

/** The four parts of an HMAC token, as they are in the request. */
export interface HmacToken {
  readonly nonce: string
  readonly timestamp: string
  readonly publicKey: string
  readonly signature: string
}

/** Reads `Hmac publicKey:nonce:timestamp:signature`; undefined, with the reason in the list, if it has other parts. */
export function hmacToken(headers: readonly Header[], list: Checklist): HmacToken | undefined {
  const values = headerValues(headers, 'Authorization')
  const value = values.find((one) => /^hmac\b/i.test(one)) ?? values[0] ?? ''
  const problem = value === '' ? missingProblem(headers) : schemeProblem(values, value)
  list.check('scheme', problem === undefined, problem ?? '')
  if (/^hmac /.test(value)) list.notes.push(LOWER_CASE)
  const template = value.includes(':') ? undefined : unrenderedProblem(value)
  if (template) list.check('form', false, template)
  if (template || !/^hmac\b/i.test(value)) return undefined
  return partsOf(bareToken(value.replace(/^\S+\s*/, ''), list), list)
}

const LOWER_CASE = "the scheme is hmac in lower case, as in Imburse's C# example; the page writes Hmac"

function partsOf(token: string, list: Checklist): HmacToken | undefined {
  const parts = token.split(':')
  const found = parts.length === 1 ? 'one part' : `${parts.length} parts`
  const form = `expected four parts, publicKey:nonce:timestamp:signature; found ${found}`
  if (!list.check('form', parts.length === 4, form)) return undefined
  const [publicKey = '', nonce = '', timestamp = '', signature = ''] = parts
  return { nonce, timestamp, publicKey, signature }
}

function missingProblem(headers: readonly Header[]): string {
  const instead = headerHolding(headers, (one) => /^hmac\s+\S/i.test(one))
  return `the Authorization header is missing; ${instead ? `${instead} has such a value: only the name is wrong` : 'expected Hmac and the token'}`
}

function schemeProblem(values: readonly string[], value: string): string | undefined {
  if (values.length > 1) return `there are ${values.length} Authorization headers; expected one`
  const [scheme = ''] = value.split(/\s+/)
  if (/^bearer$/i.test(scheme)) return 'there is a bearer token in place of the HMAC token'
  if (scheme.includes(':')) return 'the word Hmac is missing before the token'
  if (!/^[Hh]mac$/.test(scheme)) return `the scheme is ${schemeName(scheme)}; expected Hmac`
  return /^.{4} \S/.test(value) ? undefined : 'expected Hmac, one space and the token'
}

/** The token without what some people put around it: the page's braces, quotes, base64. */
function bareToken(token: string, list: Checklist): string {
  // A quote at its end alone is of the signature: Python's b'…'.
  const bare = /^[{<"']/.test(token) ? token.replace(/^[{<"']|[}>"']$/g, '') : token
  if (bare !== token) list.check('form', false, 'the token is in braces or quotes; send it without them')
  if (bare.includes(':')) return bare
  const decoded = textIn(bare)
  if (decoded?.split(':').length !== 4) return bare
  list.check('form', false, 'the whole token is encoded in base64; send it as it is')
  return decoded
}

function textIn(base64: string): string | undefined {
  try {
    return plainCodec.text(plainCodec.fromBase64(base64))
  } catch {
    return undefined
  }
}
