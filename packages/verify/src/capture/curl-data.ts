import { readFileSync, statSync } from 'node:fs'

/** Where `@file` is read from, and what was noticed. */
export interface DataReader {
  readonly notes: string[]
  /** Its first file that could not be read. */
  missing: string | undefined
  /** Bytes of files so far. */
  read: number
}

// All files of a command together.
const MOST = 32 * 1024 * 1024

/** The bytes (Latin-1) of a `--data…` option; undefined if the option carries none. */
export function dataOf(name: string, value: string, reader: DataReader): string | undefined {
  switch (name) {
    case 'data':
    case 'data-ascii':
      // From a file, curl takes line ends and NULs away.
      return value.startsWith('@') ? fileText(value.slice(1), reader).replace(/[\r\n\0]/g, '') : value
    case 'data-binary':
    case 'json':
      return value.startsWith('@') ? fileText(value.slice(1), reader) : value
    case 'data-raw':
      return value
    case 'data-urlencode':
      return urlEncoded(value, reader)
    default:
      return undefined
  }
}

/** `content`, `=content`, `name=content`, `@file`, `name@file`. */
function urlEncoded(value: string, reader: DataReader): string {
  const [, name = '', sign = '', content = ''] = /^([^=@]*)([=@]?)([\s\S]*)$/.exec(value) ?? []
  if (sign === '') return percent(name)
  const prefix = name === '' ? '' : `${name}=`
  return prefix + percent(sign === '@' ? fileText(content, reader) : content)
}

const percent = (bytes: string) =>
  bytes.replace(
    /[^A-Za-z0-9._~-]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )

/** A regular file beside us, as curl would read it; anything else is an unknown body. */
export function fileText(file: string, reader: DataReader): string {
  const path = Buffer.from(file, 'latin1').toString()
  try {
    const found = statSync(path)
    reader.read += found.size
    if (!found.isFile() || reader.read > MOST) throw new Error('no file that can be read')
    return readFileSync(path, 'latin1')
  } catch {
    reader.missing ??= path
    return ''
  }
}
