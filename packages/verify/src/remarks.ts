import type { Header } from '@countersign/core'
import type { Captured } from './capture/captured.js'

const TEMPLATE = /\{\{[^{}]{1,80}\}\}/

/** What can be seen in a request that does not verify, whether it is the cause or not. */
export function remarks({ request, bodyMissing }: Captured): string[] {
  const { url, headers } = request
  const body = Buffer.from(request.body as Uint8Array)
  return [
    ...template('the URL', url),
    ...headers.flatMap(([name, value]) => template(`the header ${printable(name)}`, value)),
    ...template('the body', body.toString('latin1', 0, 1_000_000)),
    ...(body.subarray(0, 3).toString('hex') === 'efbbbf' ? ['the body starts with a byte order mark'] : []),
    ...(bodyMissing ? [] : length(headers, body)),
    ...repeated(headers),
  ]
}

function template(where: string, text: string): string[] {
  const [found] = TEMPLATE.exec(text) ?? []
  return found ? [`${printable(found)} in ${where} was not filled in`] : []
}

function length(headers: readonly Header[], body: Buffer): string[] {
  const text = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1]
  if (text === undefined || !/^\d+$/.test(text) || Number(text) === body.length) return []
  return [`Content-Length says ${text} bytes, and the body has ${body.length}`]
}

/** A header that scripts and tools set both. */
function repeated(headers: readonly Header[]): string[] {
  const counts = new Map<string, number>()
  for (const [name] of headers) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
  const twice = [...counts].filter(
    ([name, count]) => count > 1 && /^(authorization|x-|content-type)/.test(name),
  )
  return twice.map(([name, count]) => `the header ${printable(name)} is there ${count} times`)
}

const printable = (text: string) => text.replace(/[^\u0020-\u007e]/g, '�').slice(0, 90)
