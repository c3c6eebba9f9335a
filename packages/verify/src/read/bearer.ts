import { jwtExpiry } from '@countersign/core/bearer/token-response'
import type { Request } from '@countersign/core/message'
import { headerHolding } from '../misnamed.js'
import type { Reading } from '../reading.js'
import { tokenPathProblem } from '../token-path.js'
import { schemeName } from './authorization.js'
import { tokenProblem } from './bearer-token.js'
import { Checklist, headerValues } from './checklist.js'

/** Reads a request that should carry a bearer token (RFC 6750 section 2.1). `exchange` is where to get one. */
export function readBearer({ headers, url }: Request, exchange: string, list = new Checklist()): Reading {
  const how = 'bearer token'
  const near = tokenPathProblem(url, exchange)
  if (near) {
    list.check('path', false, near)
    return { how, checks: list.checks, notes: list.notes }
  }
  const values = headerValues(headers, 'Authorization')
  const value = values.find((one) => /^bearer\b/i.test(one)) ?? values[0]
  const problem = value ? problemOf(values, value, exchange) : missingProblem({ headers, url }, exchange)
  list.check('Authorization', problem === undefined, problem ?? '')
  const token = problem === undefined ? (value ?? '').slice('bearer'.length).trim() : undefined
  const endsAt = token && jwtExpiry(token)
  return {
    how,
    checks: list.checks,
    notes: list.notes,
    ...(token && { bearer: { token, ...(endsAt && { endsAt }) } }),
  }
}

const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/
// Shorter words are names of schemes.
const SHORTEST_TOKEN = 20

function missingProblem({ headers, url }: Pick<Request, 'headers' | 'url'>, exchange: string): string {
  const instead = headerHolding(headers, (one) => /^bearer\s+\S/i.test(one))
  const bare = headerHolding(headers, (one) => /^eyJ/.test(one) && JWT.test(one))
  if (!instead && bare)
    return `it is missing; ${bare} holds a token, which is not read: send Authorization, Bearer and it`
  if (!instead && /[?&](?:access_?token|token)=/i.test(url))
    return 'it is missing; there is a token in the query, which is not read: send Authorization, Bearer and it'
  return `it is missing; ${instead ? `${instead} has such a value: only the name is wrong` : `expected Bearer and a token from ${exchange}`}`
}

function problemOf(values: readonly string[], value: string, exchange: string): string | undefined {
  if (values.length > 1) return `there are ${values.length} Authorization headers; expected one`
  const [scheme = '', ...words] = value.split(/[ \t]+/)
  if (/^hmac$/i.test(scheme))
    return `there is an HMAC token in place of a bearer token; exchange it at ${exchange} first`
  if (/^bearer[:=,]/i.test(scheme))
    return `there is "${scheme['Bearer'.length]}" after Bearer; expected Bearer, one space and the token`
  if (words.length === 0 && /^bearer./i.test(scheme) && scheme.length >= SHORTEST_TOKEN)
    return 'there is no space between Bearer and the token; expected one'
  if (JWT.test(value)) return 'there is a token without the word Bearer before it'
  if (words.length === 0 && scheme.length >= SHORTEST_TOKEN)
    return 'there is one long word, without Bearer before it: is it the token?'
  if (/^basic$/i.test(scheme))
    return `there are credentials (Basic) in place of a bearer token; expected Bearer and a token from ${exchange}`
  if (!/^bearer$/i.test(scheme)) return `the scheme is ${schemeName(scheme)}; expected Bearer`
  return tokenProblem(words, exchange)
}
