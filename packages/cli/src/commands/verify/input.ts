import { createReadStream, readFileSync, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import {
  type Captured,
  CaptureError,
  type CaptureOptions,
  MOST_BYTES,
  readCaptures,
} from '@countersign/verify'
import { type Io, say, UsageError } from '../../terminal/io.js'
import { isTerminal } from '../../terminal/paint.js'

/** The bytes of a file, or of standard input for `-`, up to 256 MB. @throws {Error} that says what is wrong */
export async function readInput(file: string, io: Io): Promise<Buffer> {
  try {
    return await (file === '-' ? fromStdin(io) : fromFile(file))
  } catch (thrown) {
    if (thrown instanceof CaptureError) throw new Error(`${nameOf(file)}: ${thrown.message}`)
    const { code } = thrown as NodeJS.ErrnoException
    const why =
      { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[code ?? ''] ??
      `it cannot be read (${code})`
    throw new Error(`${nameOf(file)}: ${why}.`)
  }
}

function fromStdin(io: Io): Promise<Buffer> {
  if (isTerminal(io.stdin))
    say(io, 'Reading from the terminal: paste, then end with Ctrl-D (Ctrl-Z and Enter on Windows).')
  return upTo(MOST_BYTES, io.stdin)
}

/** A regular file is read at once, into memory of its size; anything else as it comes. */
async function fromFile(file: string): Promise<Buffer> {
  const found = statSync(file)
  if (!found.isFile()) return upTo(MOST_BYTES, createReadStream(file))
  if (found.size > MOST_BYTES) throw tooLong()
  return readFileSync(file)
}

async function upTo(most: number, stream: Readable): Promise<Buffer> {
  let [all, length] = [Buffer.alloc(64 * 1024), 0]
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    if (length + bytes.length > most) throw tooLong()
    all = withRoom(all, length + bytes.length, most)
    bytes.copy(all, length)
    length += bytes.length
  }
  return all.subarray(0, length)
}

/** Twice as long if it must be: chunks that are joined at the end would take all of it twice. */
function withRoom(all: Buffer<ArrayBuffer>, length: number, most: number): Buffer<ArrayBuffer> {
  if (length <= all.length) return all
  const larger = Buffer.allocUnsafeSlow(Math.min(Math.max(2 * all.length, length), most))
  all.copy(larger)
  return larger
}

const tooLong = () => new CaptureError('It is longer than 256 MB.')

/** Which requests of a file are meant, and how they went. */
export interface CapturesAsked {
  readonly entry?: string | undefined
  readonly scheme?: string | undefined
}

/** The requests in a file, or the one that `--entry` asks for. @throws {Error} that names the file */
export function capturesIn(
  bytes: Buffer,
  file: string,
  { entry, scheme }: CapturesAsked,
): readonly Captured[] {
  return chosenEntry(
    named(file, () => readCaptures(bytes, schemeOf(scheme))),
    file,
    entry,
  )
}

function schemeOf(scheme: string | undefined): CaptureOptions {
  if (scheme === undefined) return {}
  if (scheme === 'http' || scheme === 'https') return { scheme }
  throw new UsageError(`--scheme takes http or https, not "${scheme.slice(0, 20)}".`)
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
