import type { Sent } from './writers.js'

/** How a program on Windows writes one word of a curl command that it puts on the clipboard. */
export interface Exporter {
  readonly name: string
  word(text: string): string
  /** What stands between the words. */
  readonly between: string
  readonly curl?: string
  readonly data: string
}

const each = (text: string, write: (letter: string, rest: string) => string) =>
  [...text].map((letter, at, all) => write(letter, all.slice(at + 1).join(''))).join('')

const PLAIN = /[a-zA-Z0-9\s_\-:=+~'/.,?;()*`]/

/** A caret before each sign that cmd may know, and between a per cent sign and what could be a variable's name. */
const careted = (letter: string, rest: string) => {
  if (letter === '%') return /^[a-zA-Z0-9_]/.test(rest) ? '^%^' : '^%'
  return PLAIN.test(letter) ? letter : `^${letter}`
}

const chrome = (text: string, lineEnd = '^\n\n') =>
  each(text.replaceAll('\r\n', '\n'), (letter, rest) => {
    if (letter === '\n') return lineEnd
    if (letter === '\\') return '^\\^\\'
    return letter === '"' ? '^\\^"' : careted(letter, rest)
  })

const now = (text: string) => each(text, (letter) => (/[^ -~\r\n]/.test(letter) ? '\u0001' : letter))

/** Each by what its published source does: Chrome's NetworkLogView, Firefox's curl.js, postman-code-generators. */
export const exporters: readonly Exporter[] = [
  {
    name: 'Chrome until 2016, and Firefox before 2023',
    word: (text) =>
      `"${each(text, (letter) => ({ '"': '""', '%': '"%"', '\\': '\\\\', '\n': '"^\n"', '\r': '' })[letter] ?? letter)}"`,
    between: ' ',
    data: '--data',
  },
  {
    name: 'Chrome from 2018 to 2023',
    word: (text) => (text.includes('\n') ? `^"${chrome(text)}^"` : `"${chrome(text)}"`),
    between: ' ^\n  ',
    data: '--data-raw',
  },
  {
    name: 'Chrome today',
    word: (text) => `^"${chrome(now(text)).replaceAll('\u0001', ' ')}^"`,
    between: ' ^\n  ',
    data: '--data-raw',
  },
  {
    name: 'Firefox from 2023',
    word: (text) =>
      `^"${each(text.replaceAll('\r\n', '\n'), (letter, rest) => {
        if (letter === '\n') return '"^\r\n\r\n"'
        return letter === '"' ? '^\\^"' : careted(letter, rest)
      })}^"`,
    between: ' ^\n  ',
    curl: 'curl.exe',
    data: '--data-raw',
  },
  {
    name: 'Postman with ^',
    word: (text) => `'${text.replaceAll("'", "'\\''")}'`,
    between: ' ^\n',
    data: '--data-raw',
  },
  {
    name: 'Postman with backticks',
    word: (text) => `'${text.replaceAll("'", "'\\''")}'`,
    between: ' `\n',
    data: '--data-raw',
  },
]

/** The command that an exporter makes of a request. */
export function copied({ url, method, headers, body = '' }: Sent, exporter: Exporter): string {
  const { word, between, data, curl = 'curl' } = exporter
  const parts = [
    `${curl} ${word(url)}`,
    `-X ${word(method)}`,
    ...headers.map(([name, value]) => `-H ${word(`${name}: ${value}`)}`),
    ...(body.length > 0 ? [`${data} ${word(body.toString())}`] : []),
  ]
  return parts.join(between)
}
