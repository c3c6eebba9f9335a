import type { ArrivedRequest } from '../traffic.js'

export interface CurlOptions {
  /** Files that curl shows and trusts, for mutual TLS. */
  readonly tls?: readonly string[]
}

/** Headers that curl writes by itself. */
const ITS_OWN = /^(host|content-length|connection|transfer-encoding)$/i

/** A request as a curl command for bash that sends the same bytes. */
export function curlOf(request: Omit<ArrivedRequest, 'at'>, { tls = [] }: CurlOptions = {}): string {
  const { method, url, headers, body } = request
  const kept = headers.filter(([name]) => !ITS_OWN.test(name))
  const named = new Set(kept.map(([name]) => name.toLowerCase()))
  const absent = ['User-Agent', 'Accept', ...(body.length > 0 ? ['Content-Type'] : [])]
    .filter((name) => !named.has(name.toLowerCase()))
    .map((name) => `${name}:`)
  const words = [
    `curl ${method === 'HEAD' ? '--head' : `-X ${quoted(Buffer.from(method))}`} ${quoted(Buffer.from(url))}`,
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(/\/\.{1,2}(\/|$|\?)/.test(url) ? ['--path-as-is'] : []),
    ...tls,
    ...kept.map(([name, value]) => `-H ${quoted(headerBytes(name, value))}`),
    ...absent.map((header) => `-H ${quoted(Buffer.from(header))}`),
  ]
  const [before, data] = bodyWords(body)
  return before + [...words, ...data].join(' \\\n  ')
}

/** node:http reads headers as Latin-1. A header without a value ends in a semicolon for curl. */
const headerBytes = (name: string, value: string) =>
  Buffer.from(value === '' ? `${name};` : `${name}: ${value}`, 'latin1')

/** An argument cannot hold a NUL, a long one is too long for a command line, and one with @ first is a file. */
function bodyWords(body: Buffer): [before: string, words: string[]] {
  if (body.length === 0) return ['', []]
  if (body.includes(0) || body[0] === AT_SIGN || body.length > MOST_ARGUMENT)
    return [`base64 -d <<< ${quoted(Buffer.from(body.toString('base64')))} | `, ['--data-binary @-']]
  return ['', [`--data-binary ${quoted(body)}`]]
}

const MOST_ARGUMENT = 100_000
const AT_SIGN = 0x40

/** A word of bash that stands for these bytes. */
function quoted(bytes: Buffer): string {
  const text = bytes.toString('latin1')
  if (/^[A-Za-z0-9_./:=@%+,-]+$/.test(text)) return text
  if (/^[\x20-\x7e\n]*$/.test(text) && !text.includes("'")) return `'${text}'`
  return `$'${text.replace(/[^\x20-\x7e]|['\\]/g, escaped)}'`
}

const escaped = (letter: string) =>
  letter === "'" || letter === '\\'
    ? `\\${letter}`
    : letter === '\n'
      ? '\\n'
      : `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`
