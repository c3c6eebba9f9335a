import { percentEncode, type Url } from '@countersign/core'
import { parametersOf, requestTarget, sentForm } from '../shared/url-text.js'
import type { Component, Message } from './component.js'
import { ComponentProblem } from './problem.js'
import { type Parameters, unquoted } from './structured-fields.js'

/** Whether a component's value comes of the URL alone. */
export const isOfUrl = ({ name }: Component): boolean => OF_URL.has(name)

/** The value of a derived component (RFC 9421 section 2.2). @throws {ComponentProblem} if there is none */
export function derived({ name, parameters }: Component, { method, url, status }: Message): string {
  if (name === '@status' && status !== undefined) return String(status)
  if (name === '@method' && method !== undefined) return method.toUpperCase()
  const read = url && OF_URL.get(name)
  if (!read) throw new ComponentProblem(`is no component of a ${url ? 'request' : 'response'} (section 2.2)`)
  return read(url, parameters)
}

const OF_URL = new Map<string, (url: Url, parameters: Parameters) => string>([
  ['@target-uri', (url) => url.origin + requestTarget(url)],
  ['@authority', ({ authority }) => authority],
  ['@scheme', ({ scheme }) => scheme],
  ['@request-target', requestTarget],
  ['@path', ({ path }) => sentForm(path)],
  ['@query', ({ query }) => `?${sentForm(query)}`],
  ['@query-param', queryParameter],
])

/** Section 2.2.8: the name and value are decoded as a form, and encoded again. */
function queryParameter({ query }: Url, parameters: Parameters): string {
  const name = parameters.get('name')
  if (!name?.startsWith('"'))
    throw new ComponentProblem('needs the name of a parameter: ;name="…" (section 2.2.8)')
  const found = parametersOf(query).filter(([key]) => formEncoded(key) === unquoted(name))
  const [only, more] = found
  if (!only) throw new ComponentProblem('is not in the query (section 2.5)')
  if (more)
    throw new ComponentProblem('is in the query more than once: cover "@query" instead (section 2.2.8)')
  return formEncoded(only[1])
}

function formEncoded(text: string): string {
  const plain = text.replace(/\+/g, ' ')
  let decoded = plain
  try {
    decoded = decodeURIComponent(plain)
  } catch {
    // What is not percent-encoded UTF-8 stays as it is.
  }
  return percentEncode(decoded).replace(/~/g, '%7E').replace(/%2A/g, '*')
}
