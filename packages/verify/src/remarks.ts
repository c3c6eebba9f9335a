import { type Header, headerValue } from '@countersign/core'
import { asBuffer } from './bytes.js'
import type { Captured } from './capture/captured.js'
import { shownName, unrendered } from './described.js'
import { MADE_TWICE, objectInString } from './json.js'

/** What can be seen in a request that does not verify, whether it is the cause or not. */
export function remarks({ request, bodyMissing }: Captured): string[] {
  const { url, headers } = request
  const body = asBuffer(request.body)
  return [
    ...template('the URL', url),
    ...headers.flatMap(([name, value]) => template(`the header ${shownName(name)}`, value)),
    ...template('the body', body.toString('latin1', 0, 1_000_000)),
    ...bodyRemarks(body),
    ...(bodyMissing ? [] : length(headers, body)),
    ...repeated(headers),
  ]
}

function template(where: string, text: string): string[] {
  const found = unrendered(text)
  return found?.startsWith('${') || !found ? [] : [`${found} in ${where} was not filled in`]
}

/** What shells and tools do to bodies. */
function bodyRemarks(body: Buffer): string[] {
  const text = body.toString('latin1', 0, 100_000)
  return [
    ...(text.startsWith('\xef\xbb\xbf') ? ['the body starts with a byte order mark'] : []),
    ...(/^\s{0,80}[{[]\s{0,80}[A-Za-z_]\w{0,80}\s{0,80}:/.test(text)
      ? ['the body looks like JSON that lost its quotes: a shell took them; put the body in single quotes']
      : []),
    ...(/^\s{0,80}[{[]\s{0,80}'/.test(text)
      ? [
          'the body looks like JSON with single quotes, which is not JSON: print it with json.dumps or the like',
        ]
      : []),
    ...(/^<\s{0,10}\S{1,200}\s{0,10}$/.test(text)
      ? [
          'the body is the text "< FILE", not what is in the file: the editor that reads such lines did not send it',
        ]
      : []),
    ...(objectInString(text) ? [`the body is ${MADE_TWICE}`] : []),
    ...(/^@[^\s{}"]{1,200}$/.test(text)
      ? ['the body is the text "@FILE", not what is in the file: use --data-binary @FILE']
      : []),
    ...(/^\s{0,80}[{[]\s{0,80}\\[nrt]/.test(text) ||
    /^\\n/.test(body.toString('latin1', Math.max(0, body.length - 2)))
      ? ['the body holds \\n as two characters where a line end may have been meant']
      : []),
  ]
}

function length(headers: readonly Header[], body: Buffer): string[] {
  const text = headerValue(headers, 'Content-Length')
  if (text === undefined || !/^\d{1,15}$/.test(text) || Number(text) === body.length) return []
  return [`Content-Length says ${text} bytes, and the body has ${body.length}`]
}

/** A header that scripts and tools both set. */
function repeated(headers: readonly Header[]): string[] {
  const counts = new Map<string, number>()
  for (const [name] of headers) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
  const twice = [...counts].filter(
    ([name, count]) => count > 1 && /^(authorization|x-|content-type)/.test(name),
  )
  return twice.map(([name, count]) => `the header ${shownName(name)} is there ${count} times`)
}
