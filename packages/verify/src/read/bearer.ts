import { jwtExpiry } from '@countersign/core/bearer/token-response'
import type { Request } from '@countersign/core/message'
import type { Reading } from '../reading.js'
import { allOf, Checklist, quoted, unrendered } from './checklist.js'

/** Reads a request that is due to carry a bearer token (RFC 6750 section 2.1). `exchange` is where one is had. */
export function readBearer({ headers }: Request, exchange: string, list = new Checklist()): Reading {
  const values = allOf(headers, 'Authorization')
  const value = values.find((one) => /^bearer\b/i.test(one)) ?? values[0]
  const problem = problemOf(values, value, exchange)
  list.check('Authorization', problem === undefined, problem ?? '')
  const token = problem === undefined ? (value ?? '').replace(/^bearer\s+/i, '') : undefined
  const endsAt = token && jwtExpiry(token)
  return {
    how: 'bearer token',
    checks: list.checks,
    seen: list.seen,
    ...(token && { bearer: { token, ...(endsAt && { endsAt }) } }),
  }
}

function problemOf(
  values: readonly string[],
  value: string | undefined,
  exchange: string,
): string | undefined {
  if (value === undefined || value === '')
    return `no Authorization is there; Bearer and a token from ${exchange} are due`
  if (values.length > 1) return `${values.length} Authorization headers are there; one is due`
  const [scheme = '', ...words] = value.split(/\s+/)
  if (/^hmac$/i.test(scheme))
    return `an HMAC token stands where a bearer token is due; exchange it at ${exchange} first`
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(value)) return 'a token stands there without the word Bearer before it'
  if (!/^bearer$/i.test(scheme)) return `the scheme is ${quoted(scheme.slice(0, 20))}; Bearer is due`
  return tokenProblem(words, exchange)
}

function tokenProblem(words: readonly string[], exchange: string): string | undefined {
  const [token = ''] = words
  const template = unrendered(words.join(' '))
  if (template) return `${template} was not filled in`
  if (token === '' || /^(undefined|null)$/.test(token))
    return `the token is empty; one from ${exchange} is due`
  if (words.length > 1) return 'more than one word follows Bearer; one token is due'
  if (/^["'<{]/.test(token)) return 'the token stands in quotes or brackets; it is due bare'
  return undefined
}
