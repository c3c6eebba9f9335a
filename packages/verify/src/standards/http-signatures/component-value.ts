import { type Call, type Header, headerValue } from '@countersign/core'
import { asSent, decode, encode, pairsOf, valuesOf } from '../text.js'
import type { Component } from './input.js'
import { entryOf, split } from './structured.js'

/** The value of a component (RFC 9421 sections 2.1 and 2.2); undefined if the message has none. */
export function componentValue(
  { name, parameters }: Component,
  { request, url }: Pick<Call<unknown>, 'request' | 'url'>,
): string | undefined {
  const [target = ''] = request.url.split('#')
  const path = asSent(url.path)
  const query = target.includes('?') ? asSent(target.slice(target.indexOf('?'))) : ''
  const derived: Readonly<Record<string, string>> = {
    '@method': request.method.toUpperCase(),
    '@target-uri': url.origin + path + query,
    '@authority': authorityOf(request.headers, url),
    '@scheme': url.scheme,
    '@request-target': path + query,
    '@path': path,
    '@query': query || '?',
  }
  if (name === '@query-param') return queryParameter(query.slice(1), parameters.get('name') ?? '')
  if (name.startsWith('@')) return derived[name]
  const values = valuesOf(request.headers, name)
  if (values.length === 0) return undefined
  const whole = values.map(unfolded).join(', ')
  if (parameters.has('bs'))
    return values.map((value) => `:${Buffer.from(value).toString('base64')}:`).join(', ')
  const key = parameters.get('key')
  if (key !== undefined) return member(whole, key)
  return parameters.has('sf') ? strictly(whole) : whole
}

/** A folded line as one. */
const unfolded = (value: string) =>
  value
    .split('\n')
    .map((line) => line.trim())
    .join(' ')

/** A structured field with its white space as RFC 9651 writes it. */
const strictly = (text: string) =>
  split(text, ',')
    .map((one) => split(one, ';').join(';'))
    .join(', ')

const authorityOf = (headers: readonly Header[], url: Call<unknown>['url']): string =>
  (headerValue(headers, 'Host')?.trim().toLowerCase() ?? url.authority).replace(
    url.scheme === 'https' ? /:443$/ : /:80$/,
    '',
  )

function queryParameter(query: string, name: string): string | undefined {
  const form = (text: string) => encode(decode(text, true)).replace(/%2A/g, '*').replace(/~/g, '%7E')
  const found = pairsOf(query).find(([one]) => form(one) === name || decode(one, true) === name)
  return found && form(found[1])
}

function member(value: string, key: string): string | undefined {
  const found = split(value, ',')
    .map(entryOf)
    .find(([name]) => name === key)
  return found && split(found[1], ' ').join(' ')
}
