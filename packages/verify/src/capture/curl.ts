import type { Bytes } from '@countersign/core'
import { asBuffer } from '../bytes.js'
import { described } from '../described.js'
import { type Captured, CaptureError } from './captured.js'
import { type DataReader, dataOf, fileText } from './curl-data.js'
import { curlHeaders } from './curl-headers.js'
import { type CurlOption, curlOptions } from './curl-options.js'
import { curlReadings, type Reading } from './curl-readings.js'

/** Whether a text is a curl command line: its first word is curl. */
export const looksLikeCurl = (text: string): boolean => {
  const [line = ''] = text
    .slice(0, 10_000)
    .split('\n')
    .filter((one) => one.trim() !== '' && !/^\s{0,80}#/.test(one))
  return /^(?:\$\s{1,80})?(?:[\w./\\:-]{0,200}[/\\])?curl(?:\.exe)?(?:[\s^]|$)/i.test(line.trim())
}

/**
 * Reads curl command lines: for a POSIX shell, Windows' cmd, or as browsers copy them. If the text does not say
 * which, the other readings are alternatives. `text` is bytes as Latin-1. @throws {CaptureError}
 */
export function readCurl(text: string): Captured[] {
  const [first, ...others] = curlReadings(text).map((reading) => readCommands(reading, text))
  if (!first) return []
  const alike = others.filter(({ length }) => length === first.length)
  return first.map((captured, n) =>
    withAlternatives(
      captured,
      alike.flatMap((all) => all[n] ?? []),
    ),
  )
}

function withAlternatives(captured: Captured, all: readonly Captured[]): Captured {
  const seen = new Set([identity(captured)])
  const alternatives = all.filter((one) => !seen.has(identity(one)) && seen.add(identity(one)))
  return alternatives.length > 0 ? { ...captured, alternatives } : captured
}

const identity = ({ request: { method, url, headers, body } }: Captured) =>
  JSON.stringify([method, url, headers, asBuffer(body).toString('latin1')])

function readCommands({ commands, notes, lost }: Reading, text: string): Captured[] {
  const calls = commands.filter(([first = '']) => /(?:^|[/\\])curl(?:\.exe)?$/i.test(first))
  const requests = calls.flatMap(([, ...words]) => splitAtNext(curlOptions(words)))
  return requests.map((options, n) => {
    const source = requests.length === 1 ? text : options.map(([, value]) => value).join(' ')
    return readCommand(options, { label: `curl command ${n + 1}`, notes, lost, source })
  })
}

function splitAtNext(options: readonly CurlOption[]): CurlOption[][] {
  const parts: CurlOption[][] = [[]]
  for (const option of options) option[0] === 'next' ? parts.push([]) : parts.at(-1)?.push(option)
  return parts
}

interface Command {
  readonly label: string
  readonly notes: readonly string[]
  readonly lost: number
  readonly source: string
}

function readCommand(options: readonly CurlOption[], { label, notes, lost, source }: Command): Captured {
  const reader: DataReader = { notes: [...notes], missing: undefined, read: 0 }
  const has = (name: string) => options.some(([one]) => one === name)
  const all = (name: string) => options.flatMap(([one, value]) => (one === name ? [value] : []))
  const [url] = all('url')
  if (!url) throw new CaptureError(`${label} has no URL.`)
  const data = dataIn(options, reader)
  const upload = all('upload-file').at(-1)
  const body = has('get') ? '' : (data ?? (upload === undefined ? '' : fileText(upload, reader)))
  const missing = missingBody(has('form') || has('form-string'), lost, reader)
  const queries = [...all('url-query'), ...(has('get') && data !== undefined ? [data] : [])]
  return {
    label,
    request: {
      method: all('request').at(-1)?.toUpperCase() ?? methodOf(has, data !== undefined, upload !== undefined),
      url: urlOf(url, queries, has('globoff')),
      headers: curlHeaders(options, data !== undefined && !has('get')),
      body: Buffer.from(body, 'latin1') as Bytes,
    },
    clocks: [],
    ...(missing && { bodyMissing: missing }),
    notes: reader.notes,
    source,
  }
}

/** Several `--data…` are joined by `&`; several `--json` are not. */
function dataIn(options: readonly CurlOption[], reader: DataReader): string | undefined {
  let all: string | undefined
  for (const [name, value] of options) {
    const text = dataOf(name, value, reader)
    if (text === undefined) continue
    all = all === undefined ? text : all + (name === 'json' ? '' : '&') + text
  }
  return all
}

function methodOf(has: (name: string) => boolean, data: boolean, upload: boolean): string {
  if (has('head')) return 'HEAD'
  if (upload) return 'PUT'
  return (data || has('form') || has('form-string')) && !has('get') ? 'POST' : 'GET'
}

/** Without a scheme curl uses http. Chrome escapes what curl would take for a pattern. */
function urlOf(text: string, queries: readonly string[], plain: boolean): string {
  const sent = Buffer.from(text, 'latin1').toString()
  const url = plain ? sent : sent.replace(/\\([[\]{}])/g, '$1')
  const whole = /^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(url) ? url : `http://${url}`
  if (queries.length === 0) return whole
  return `${whole}${whole.includes('?') ? '&' : '?'}${queries.join('&')}`
}

function missingBody(multipart: boolean, lost: number, { missing }: DataReader): string | undefined {
  if (multipart) return 'curl makes a new boundary for a multipart body each time, so its bytes are unknown'
  if (lost > 0)
    return `the browser lost ${lost} character${lost === 1 ? '' : 's'} beyond ASCII when it copied the command; copy it as cURL (bash), or save a HAR`
  return missing === undefined
    ? undefined
    : `the body is in a file that cannot be read here: ${shownPath(missing)}`
}

/** A path as it may be shown: anything may have been pasted behind the @. */
const shownPath = (path: string) =>
  /^(?:\.{0,2}\/|[\w-]{1,30}\.[a-z]{1,5}$)/.test(path) && /^[\w./~-]{1,100}$/.test(path)
    ? path
    : `(a path of ${described(path)})`
