import { type Header, headerValue } from '@countersign/core'
import { CaptureError } from './captured.js'
import { lineAt } from './lines.js'

/** A request line and headers, and where the body starts. */
export interface Head {
  readonly method: string
  readonly url: string
  readonly headers: readonly Header[]
  readonly bodyAt: number
  readonly notes: readonly string[]
}

const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,40})[ \t]+(\S.*?)(?:[ \t]+HTTP\/\d(?:\.\d)?)?[ \t]*$/
const PSEUDO = /^:(method|scheme|authority|path)\s*:?\s+(.*)$/
const HEADER = /^([^\s:][^:]*?)[ \t]*:[ \t]*(.*?)[ \t]*$/
const MOST = 1024 * 1024

/** Whether a line may start a request: `POST /path HTTP/1.1`, `GET https://…`, `:method: POST`. */
export function startsRequest(line: string): boolean {
  if (/^:(method|authority|path|scheme)\b/.test(line)) return true
  const [, method = '', target = ''] = REQUEST_LINE.exec(line) ?? []
  return /^[A-Z]{3,20}$/.test(method) && /^(\/|\*|https?:\/\/|\{\{)/i.test(target)
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
  const notes: string[] = []
  const headers: [string, string][] = []
  const pseudo: Record<string, string> = {}
  const [first = '', ...rest] = lines
  const [, method = '', target = ''] = first.startsWith(':') ? [] : (REQUEST_LINE.exec(first) ?? [])
  for (const line of method ? rest : lines) readLine(line, headers, pseudo, notes)
  const asked = { method: method || pseudo.method || '', target: target || pseudo.path || '' }
  if (!asked.method || !asked.target)
    throw new CaptureError(`${label}: "${printable(first)}" is not METHOD URL, as in POST https://host/path.`)
  return {
    method: asked.method.toUpperCase(),
    url: urlOf(asked.target, headers, pseudo, notes),
    headers,
    notes,
  }
}

function readLine(
  line: string,
  headers: [string, string][],
  pseudo: Record<string, string>,
  notes: string[],
): void {
  const [, key, text] = PSEUDO.exec(line) ?? []
  const [, name, value = ''] = HEADER.exec(line) ?? []
  const last = headers.at(-1)
  if (key) pseudo[key] = text ?? ''
  else if (/^[ \t]/.test(line) && last) last[1] += ` ${line.trim()}`
  else if (name) headers.push([name, value])
  else notes.push(`the line "${printable(line)}" is no header`)
}

/** The URL that a request line and its host make. A raw request does not name its scheme: https is assumed. */
function urlOf(
  target: string,
  headers: readonly Header[],
  pseudo: Readonly<Record<string, string>>,
  notes: string[],
): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target)) return target
  const host = headerValue(headers, 'Host') ?? pseudo.authority
  if (!host) notes.push('no Host header says where it went')
  return host ? `${pseudo.scheme ?? 'https'}://${host}${target.startsWith('/') ? '' : '/'}${target}` : target
}

const printable = (text: string) => text.slice(0, 40).replace(/[^\u0020-\u007e]/g, '�')
