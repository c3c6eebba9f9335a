import { type Header, headerValue } from '@countersign/core'
import { described } from '../described.js'
import { CaptureError } from './captured.js'
import { lineAt } from './lines.js'
import { requestLine } from './request-line.js'

/** A request line and headers, and where the body starts. */
export interface Head {
  readonly method: string
  readonly url: string
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
export function readHead(bytes: Buffer, start: number, label: string): Head {
  const lines: string[] = []
  let at = start
  while (at < bytes.length) {
    const { text, next } = lineAt(bytes, at)
    at = next
    if (text === '') break
    if (at - start > MOST) throw new CaptureError(`${label}: its headers are longer than 1 MB.`)
    lines.push(text)
  }
  return { ...headOf(lines, label), bodyAt: at }
}

function headOf(lines: readonly string[], label: string): Omit<Head, 'bodyAt'> {
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
  return { method: method.toUpperCase(), url: urlOf(target, found), headers, notes }
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

/** The URL of a request line and its host. A raw request does not name its scheme: https is assumed. */
function urlOf(target: string, { headers, pseudo, notes }: Lines): string {
  if (/^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(target)) return target
  const host = headerValue(headers, 'Host') ?? pseudo.authority
  if (!host) notes.push('no Host header says where it went')
  return host ? `${pseudo.scheme ?? 'https'}://${host}${target.startsWith('/') ? '' : '/'}${target}` : target
}
