import { Failed } from '../terminal/io.js'
import { entriesOf, strayLinesOf } from './parse.js'

/**
 * Refuses a file that holds something but no setting: JSON, a key, a program. A file of comments alone is an empty one.
 * @throws {Failed} that says what it seems to be
 */
export function checkIsDotenv(path: string, text: string): void {
  const [stray] = strayLinesOf(text)
  if (!stray || entriesOf(text).some(({ name }) => /^[A-Z_]\w*$/i.test(name))) return
  throw new Failed(
    `${path} is not a .env file: ${whatItIs(text, stray.line)}. A .env file has lines of NAME=VALUE.`,
  )
}

function whatItIs(text: string, line: number): string {
  if (isJson(text)) return 'it is JSON'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text holds them
  if (/[\u0000-\u0008\u000e-\u001a\ufffd]/.test(text)) return 'it is not text'
  return `line ${line} has no "=", and no other line has one`
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}
