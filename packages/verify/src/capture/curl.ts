import { type Bytes, type Header, headerValue } from '@countersign/core'
import { type Captured, CaptureError } from './captured.js'
import { type DataReader, dataOf, fileText } from './curl-data.js'
import { type CurlOption, curlOptions } from './curl-options.js'
import { shellCommands } from './shell.js'
import { cmdWords, isForCmd } from './shell-windows.js'

/** Whether a text is a curl command line: its first word is curl. */
export const looksLikeCurl = (text: string): boolean =>
  /^(?:\s|#[^\n]*\n)*(?:\$\s+)?(?:[\w./\\:-]*[/\\])?curl(?:\.exe)?[\s^]/i.test(text.slice(0, 10_000))

/** Reads curl command lines, for a POSIX shell or Windows' cmd. `text` is bytes as Latin-1. @throws {CaptureError} */
export function readCurl(text: string): Captured[] {
  // No shell takes a command of a tenth of that.
  if (text.length > 32 * 1024 * 1024)
    throw new CaptureError(
      'It is a curl command of more than 32 MB. Save the request as HAR, or as raw HTTP.',
    )
  const { commands, notes } = isForCmd(text)
    ? { commands: cmdCommands(text), notes: [] }
    : shellCommands(text.replace(/^(\s*)\$\s+/, '$1'))
  const calls = commands.filter(([first = '']) => /(^|[/\\])curl(\.exe)?$/i.test(first))
  const requests = calls.flatMap(([, ...words]) => partedByNext(curlOptions(words)))
  return requests.map((options, n) => readCommand(options, `curl command ${n + 1}`, notes))
}

/** "Copy all as cURL (cmd)" joins commands by `&` and a line end. */
const cmdCommands = (text: string) => text.split(/&\s*\r?\n(?=\s*curl)/i).map((one) => cmdWords(one))

function partedByNext(options: readonly CurlOption[]): CurlOption[][] {
  const parts: CurlOption[][] = [[]]
  for (const option of options) option[0] === 'next' ? parts.push([]) : parts.at(-1)?.push(option)
  return parts
}

function readCommand(options: readonly CurlOption[], label: string, noticed: readonly string[]): Captured {
  const reader: DataReader = { notes: [...noticed], missing: undefined }
  const has = (name: string) => options.some(([one]) => one === name)
  const all = (name: string) => options.flatMap(([one, value]) => (one === name ? [value] : []))
  const [url] = all('url')
  if (!url) throw new CaptureError(`${label} has no URL.`)
  const data = dataIn(options, reader)
  const upload = all('upload-file').at(-1)
  const body = has('get') ? '' : (data ?? (upload === undefined ? '' : fileText(upload, reader)))
  const missing = missingBody(has('form') || has('form-string'), reader)
  return {
    label,
    request: {
      method: all('request').at(-1)?.toUpperCase() ?? methodOf(has, data !== undefined, upload !== undefined),
      url: urlOf(url, [...all('url-query'), ...(has('get') && data !== undefined ? [data] : [])]),
      headers: headersOf(options, data !== undefined && !has('get')),
      body: Buffer.from(body, 'latin1') as Bytes,
    },
    clocks: [],
    ...(missing && { bodyMissing: missing }),
    notes: reader.notes,
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

/** Without a scheme curl uses http. */
function urlOf(text: string, queries: readonly string[]): string {
  const url = Buffer.from(text, 'latin1').toString()
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`
  return queries.reduce((joined, query) => `${joined}${joined.includes('?') ? '&' : '?'}${query}`, whole)
}

function headersOf(options: readonly CurlOption[], data: boolean): Header[] {
  const headers: Header[] = options.flatMap(([name, value]): Header[] => {
    if (name === 'header') return headerOf(value)
    if (name === 'user-agent') return [['User-Agent', value]]
    if (name === 'oauth2-bearer') return [['Authorization', `Bearer ${value}`]]
    if (name === 'user')
      return [['Authorization', `Basic ${Buffer.from(value, 'latin1').toString('base64')}`]]
    return name === 'cookie' && value.includes('=') ? [['Cookie', value]] : []
  })
  const typed = headerValue(headers, 'Content-Type') !== undefined
  if (!data || typed) return headers
  const json = options.some(([name]) => name === 'json')
  return [...headers, ['Content-Type', json ? 'application/json' : 'application/x-www-form-urlencoded']]
}

/** `Name: value`; `Name;` is an empty one, `Name:` removes one of curl's own. */
function headerOf(text: string): Header[] {
  const [, name, value = ''] = /^([^:;]+):\s*([\s\S]*?)\s*$/.exec(text) ?? []
  if (name && value) return [[name.trim(), value]]
  const [, empty] = /^([^:;]+);\s*$/.exec(text) ?? []
  return empty ? [[empty.trim(), '']] : []
}

function missingBody(multipart: boolean, { missing }: DataReader): string | undefined {
  if (multipart) return 'curl makes a new boundary for a multipart body each time, so its bytes are unknown'
  return missing === undefined ? undefined : `the body is in the file ${missing}, which is not here`
}
