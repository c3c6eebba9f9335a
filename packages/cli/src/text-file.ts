import { closeSync, openSync, readSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, relative } from 'node:path'

/** A larger file is not a file of settings. */
const MOST_BYTES = 1024 * 1024

/** The bytes of a small file. @throws {Error} with the system's code, or `EFBIG` above 1 MB */
export function smallFile(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(MOST_BYTES + 1)
    let length = 0
    for (;;) {
      const read = readSync(file, bytes, length, bytes.length - length, null)
      length += read
      if (read === 0) return bytes.subarray(0, length)
      if (length > MOST_BYTES) throw Object.assign(new Error('too large'), { code: 'EFBIG' })
    }
  } finally {
    closeSync(file)
  }
}

/** The reason of a system error, after the name of the file. */
export function whyUnreadable(thrown: unknown): string {
  const { code = '' } = thrown as NodeJS.ErrnoException
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EFBIG: 'it is larger than 1 MB',
    EACCES: 'its permissions do not let you read it',
  }
  return Object.hasOwn(known, code) ? (known[code] as string) : `it cannot be read (${code})`
}

/** The text of bytes as Windows or anybody else writes it: UTF-8, or UTF-16 as PowerShell's `>` does. */
export function decodedText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && bytes.length > 3))
    return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be'
  return 'utf-8'
}

/** Whether bytes are a text of UTF-8 or UTF-16, and not DER or PKCS#12. */
export function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no text holds them
    return !/[\u0000-\u0008\u000e-\u001a]/.test(text)
  } catch {
    return false
  }
}

/** A path as a shell would read it: `~/` is the home folder. */
export const expanded = (path: string) => (/^~(?=[\\/])/.test(path) ? join(homedir(), path.slice(2)) : path)

/** A path as people would write it in this folder. */
export function shortest(path: string): string {
  const near = relative(process.cwd(), path)
  return near !== '' && near.length < path.length ? near : path
}

/** Letters that nobody sees and no setting holds on purpose: copied along from a web page or a chat. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g

export const withoutInvisible = (text: string) => text.replace(INVISIBLE, '')
