import { type Header, headerValue } from '@countersign/core'
import { described } from '../described.js'
import { CaptureError } from './captured.js'
import { isWhole, type UrlScheme, urlsOf } from './http-url.js'
import { lineAt } from './lines.js'
import { requestLine } from './request-line.js'

/** A request line and headers, and where the body starts. */
export interface Head {
  readonly method: string
  readonly url: string
  /** The same over TLS or without it, if nothing says which it was. */
  readonly otherUrl?: string | undefined
  readonly headers: readonly Header[]
  readonly bodyAt: number
  readonly notes: readonly string[]
}

const PSEUDO = ['method', 'scheme', 'authority', 'path']
const MOST = 1024 * 1024

/** Whether a line may start a request: `POST /path HTTP/1.1`, `GET https://…`, `:method: POST`. */
export function startsRequest(line: string): boolean {
  if (pseudoHeader(line)) return true
  const { method, target } = requestLine(line) ?? { method: '', target: '' }
  return /^[A-Z]{3,20}$/.test(method) && /^(?:\/|\*|https?:\/\/|\{\{)/i.test(target)
}

/** Reads a head from `start`, with CRLF or LF alone. @throws {CaptureError} if it is not one */
export function readHead(bytes: Buffer, start: number, label: string, scheme?: UrlScheme): Head {
  const lines: string[] = []
  let at = start
  while (at < bytes.length) {
    const { text, next } = lineAt(bytes, at)
    at = next
    if (text === '') break
    if (at - start > MOST) throw new CaptureError(`${label}: its headers are longer than 1 MB.`)
    lines.push(text)
  }
  return { ...headOf(lines, label, scheme), bodyAt: at }
}

function headOf(lines: readonly string[], label: string, known?: UrlScheme): Omit<Head, 'bodyAt'> {
  const [first = '', ...rest] = lines
  const asked = first.startsWith(':') ? undefined : requestLine(first)
  const found: Lines = { headers: [], pseudo: Object.create(null), notes: [] }
  for (const line of asked ? rest : lines) readLine(line, found)
  const { headers, pseudo, notes } = found
  const { method = pseudo.method, target = pseudo.path } = asked ?? {}
  if (!method || !target)
    throw new CaptureError(
      `${label}: its first line (${described(first)}) is not METHOD URL, as in POST https://host/path.`,
    )
  const host = headerValue(headers, 'Host') ?? pseudo.authority
  const [url, otherUrl] = urlsOf({ target, host, scheme: pseudo.scheme ?? known })
  if (!host && !isWhole(target)) notes.push('no Host header says where it went')
  return { method: method.toUpperCase(), url, otherUrl, headers, notes }
}

interface Lines {
  readonly headers: [string, string][]
  readonly pseudo: Record<string, string>
  readonly notes: string[]
}

function readLine(line: string, { headers, pseudo, notes }: Lines): void {
  const known = pseudoHeader(line)
  const colon = line.indexOf(':')
  const last = headers.at(-1)
  if (known) pseudo[known.name] = known.value
  else if (/^[ \t]/.test(line) && last) last[1] += ` ${line.trim()}`
  else if (colon > 0 && !/^\s/.test(line))
    headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  else if (notes.length < 20) notes.push(`a line (${described(line)}) is not a header`)
}

/** `:path: /x`, as HTTP/2 has it, or `:path /x`, as some tools print it. */
function pseudoHeader(line: string): { name: string; value: string } | undefined {
  const name = line.startsWith(':') ? PSEUDO.find((one) => line.startsWith(one, 1)) : undefined
  if (!name) return undefined
  const rest = line.slice(name.length + 1).trimStart()
  const value = rest.startsWith(':') ? rest.slice(1) : rest
  return rest === line.slice(name.length + 1) && !rest.startsWith(':')
    ? undefined
    : { name, value: value.trim() }
}
