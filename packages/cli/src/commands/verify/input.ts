import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { type Captured, CaptureError, MOST_BYTES, readCaptures } from '@countersign/verify'
import { type Io, UsageError } from '../../terminal/io.js'

/** The bytes of a file, or of standard input for `-`, up to 256 MB. @throws {Error} that says what is wrong */
export async function readInput(file: string, io: Io): Promise<Buffer> {
  try {
    return await upTo(MOST_BYTES, file === '-' ? io.stdin : createReadStream(file))
  } catch (thrown) {
    if (thrown instanceof CaptureError) throw new Error(`${nameOf(file)}: ${thrown.message}`)
    const { code } = thrown as NodeJS.ErrnoException
    const why =
      { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[code ?? ''] ??
      `it cannot be read (${code})`
    throw new Error(`${nameOf(file)}: ${why}.`)
  }
}

async function upTo(most: number, stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > most) throw new CaptureError('It is longer than 256 MB.')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** The requests in a file, or the one that `--entry` asks for. @throws {Error} that names the file */
export function capturesIn(bytes: Buffer, file: string, entry: string | undefined): readonly Captured[] {
  return chosenEntry(
    named(file, () => readCaptures(bytes)),
    file,
    entry,
  )
}

/** All of a file's entries, or the one that `--entry` asks for. @throws {Error} that names the file */
export function chosenEntry<T>(all: readonly T[], file: string, entry: string | undefined): readonly T[] {
  if (entry === undefined) return all
  if (!/^[1-9]\d{0,8}$/.test(entry)) throw new UsageError('--entry takes a number from 1.')
  const one = all[Number(entry) - 1]
  if (!one) throw new Error(`${nameOf(file)}: there is no entry ${entry}; it holds ${all.length}.`)
  return [one]
}

/** @throws {Error} with the file's name before the reason */
export function named<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof CaptureError) throw new Error(`${nameOf(file)}: ${thrown.message}`)
    throw thrown
  }
}

export const nameOf = (file: string) => (file === '-' ? 'standard input' : file)
