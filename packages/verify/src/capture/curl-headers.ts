import { type Header, headerValue } from '@countersign/core'
import type { CurlOption } from './curl-options.js'

/** The headers that curl sends for these options; `data` says whether it sends a body of its own. */
export function curlHeaders(options: readonly CurlOption[], data: boolean): Header[] {
  const headers = options.flatMap(([name, value]) => headersOf(name, value))
  if (!data || headerValue(headers, 'Content-Type') !== undefined) return headers
  const json = options.some(([name]) => name === 'json')
  return [...headers, ['Content-Type', json ? 'application/json' : 'application/x-www-form-urlencoded']]
}

function headersOf(name: string, value: string): Header[] {
  if (name === 'header') return headerOf(value)
  if (name === 'user-agent') return [['User-Agent', value]]
  if (name === 'oauth2-bearer') return [['Authorization', `Bearer ${value}`]]
  if (name === 'user') return [['Authorization', `Basic ${Buffer.from(value, 'latin1').toString('base64')}`]]
  return name === 'cookie' && value.includes('=') ? [['Cookie', value]] : []
}

/** `Name: value`; `Name;` is an empty one, `Name:` removes one of curl's own. */
function headerOf(text: string): Header[] {
  const at = text.search(/[:;]/)
  const name = text.slice(0, at).trim()
  const value = text.slice(at + 1).trim()
  if (at < 1 || name === '') return []
  if (text[at] === ':') return value === '' ? [] : [[name, value]]
  return value === '' ? [[name, '']] : []
}
