import { CaptureError } from './captured.js'
import { shellCommands } from './shell.js'
import { type BrowserStyle, browserCommands } from './shell-browser.js'
import { cmdCommands } from './shell-cmd.js'

/** The commands of a text as one shell or browser means them. */
export interface Reading {
  readonly commands: readonly (readonly string[])[]
  readonly notes: readonly string[]
  /** Letters that the browser lost when it copied the command. */
  readonly lost: number
}

// No shell takes a command as long as that.
const MOST_LENGTH = 8 * 1024 * 1024
const MOST_WORDS = 300_000
// Longer texts are read in one way only.
const MOST_FOR_ALL = 4 * 1024 * 1024

/**
 * The ways in which a curl command may be meant, the likeliest first: what was copied for Windows says not which
 * browser wrote it. Only one that has the sent bytes has the sent signature.
 * @throws {CaptureError} on a text that is too long
 */
export function curlReadings(text: string): Reading[] {
  if (text.length > MOST_LENGTH)
    throw new CaptureError('It is a curl command of more than 8 MB. Save the request as HAR, or as raw HTTP.')
  const all = inOrder(text).map((read) => checked(read()))
  const good = all.filter(({ commands }) => commands.every(hasUrl))
  return good.length > 0 ? good : all.slice(0, 1)
}

type Read = () => Reading

function inOrder(text: string): Read[] {
  const posix = posixReading(text)
  const others = hasClipboardLineEnds(text) ? [posixReading(text.replace(/\r\n/g, '\n'))] : []
  if (!/\^|""|"%"/.test(text)) return [posix, ...others]
  const browsers = browserReadings(text)
  const cmd: Read = () => ({ commands: cmdCommands(text), notes: [], lost: 0 })
  const likely = isQuotedForPosix(text) ? [posix, ...others, ...browsers, cmd] : [...browsers, cmd, posix]
  return text.length > MOST_FOR_ALL ? likely.slice(0, 1) : likely
}

const posixReading =
  (text: string): Read =>
  () => ({
    ...shellCommands(text.replace(/^(\s{0,100})\$\s/, '$1')),
    lost: 0,
  })

/** Windows' clipboard writes CRLF for every line end, in quotes too; no shell goes on after a sign and CRLF. */
const hasClipboardLineEnds = (text: string): boolean =>
  /[\\^`]\r\n/.test(text) && !/[^\r]\n/.test(text) && text.length <= MOST_FOR_ALL

/** A single quote before the URL or an option's value: neither cmd nor a browser on Windows writes one. */
const isQuotedForPosix = (text: string): boolean =>
  /\s\$?'/.test(text) &&
  !/\scurl(?:\.exe)?\s{1,10}\^"|^\s{0,100}curl(?:\.exe)?\s{1,10}\^"/i.test(text.slice(0, 10_000))

const STYLES: readonly BrowserStyle[] = [
  { backslash: 'doubled', lineEnd: '\n' },
  { backslash: 'single', lineEnd: '\n' },
  { backslash: 'doubled', lineEnd: '\n', old: true },
]

function browserReadings(text: string): Read[] {
  const isOld = !text.includes('\\"') && !text.includes('^"')
  const styles = isOld ? [...STYLES].reverse() : STYLES
  const read =
    (style: BrowserStyle): Read =>
    () => ({ ...browserCommands(text, style), notes: [] })
  const ends = /\^[\r\n]/.test(text)
  return [...styles.map(read), ...(ends ? styles.map((style) => read({ ...style, lineEnd: '\r\n' })) : [])]
}

function checked(reading: Reading): Reading {
  const words = reading.commands.reduce((sum, { length }) => sum + length, 0)
  if (words > MOST_WORDS)
    throw new CaptureError(
      `It is a curl command of more than ${MOST_WORDS} words. Save the request as HAR, or as raw HTTP.`,
    )
  return reading
}

/** A quote or caret in an address is left from a reading that is wrong. */
const hasUrl = (words: readonly string[]) =>
  words.every(
    (word) =>
      !/^(?:https?:\/\/)?['"^`]{1,10}https?:\/\//i.test(word) &&
      !/^https?:\/\/[^/?#]{0,300}['"^`\\]/i.test(word),
  )
