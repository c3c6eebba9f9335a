import { type Bytes, headerValue } from '@countersign/core'
import { type Captured, dateClock } from './captured.js'
import { readHead } from './http-head.js'
import type { UrlScheme } from './http-url.js'

/** Whether a text is what `curl -v` prints: `> ` before each line that was sent, `* ` before its own words. */
export const looksLikeCurlVerbose = (text: string): boolean =>
  /^\s{0,100}(?:\* |> )/.test(text) && /^> [A-Z]{3,20} \S{1,2000} HTTP\//m.test(text)

/** Reads the requests in the output of `curl -v`, which shows no body. `scheme` is that of requests that do not say theirs. */
export function readCurlVerbose(text: string, scheme?: UrlScheme): Captured[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
  const starts = lines.flatMap((line, at) =>
    /^> [A-Z]{3,20} \S/.test(line) && !lines[at - 1]?.startsWith('> ') ? [at] : [],
  )
  return starts.map((start, n) => {
    const before = lines.slice(n === 0 ? 0 : starts[n - 1], start)
    const rest = lines.slice(start, starts[n + 1])
    return readOne(rest, `request ${n + 1}`, scheme ?? schemeIn(before))
  })
}

/** As curl says how it is connected; undefined if it was connected before. */
function schemeIn(lines: readonly string[]): UrlScheme | undefined {
  if (lines.some((line) => /^\* .{0,20}(?:SSL|TLS|ALPN)/.test(line))) return 'https'
  return lines.some((line) => line.startsWith('* Connected to')) ? 'http' : undefined
}

function readOne(lines: readonly string[], label: string, scheme: UrlScheme | undefined): Captured {
  const sent = marked(lines, '>')
  const { method, url, headers, notes } = readHead(
    Buffer.from(`${sent.join('\n')}\n\n`, 'latin1'),
    0,
    label,
    scheme,
  )
  const response = marked(lines, '<').flatMap((line): [string, string][] => {
    const colon = line.indexOf(':')
    return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()]] : []
  })
  const length = headerValue(headers, 'Content-Length') ?? '0'
  const hasBody = length !== '0' || headerValue(headers, 'Transfer-Encoding') !== undefined
  return {
    label,
    request: { method, url, headers, body: Buffer.alloc(0) as Bytes },
    clocks: [...dateClock(headers, 'its Date'), ...dateClock(response, 'the Date of the response')],
    ...(hasBody && { bodyMissing: MISSING }),
    notes,
  }
}

const MISSING =
  'curl -v shows no body; give the curl command itself, or put the body after the headers as raw HTTP'

/** The lines behind a mark, up to the empty one. */
function marked(lines: readonly string[], mark: string): string[] {
  const all = lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(2))
  const end = all.indexOf('')
  return end < 0 ? all : all.slice(0, end)
}
