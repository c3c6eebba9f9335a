import type { Readable, Writable } from 'node:stream'
import type { Used } from '../use/used.js'
import { painter } from './paint.js'
import type { Secrets } from './secrets.js'
import { wrappedFor } from './wrap.js'

/** What a command may touch of its process, so that it can run inside another. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: Readable
  readonly stdout: Writable
  /** Where messages go. */
  readonly stderr: Writable
  /** The program as it was started: `countersign`, or `node path/to/countersign.js`. */
  readonly command?: string
  /** What no message may hold. */
  readonly secrets?: Secrets
  /** The providers of `--use`. Commands ask `providersOf`. */
  readonly used?: readonly Used[]
  /** What was typed after the program's name. */
  readonly args?: readonly string[]
}

/** A wrong use of the command: status 2. */
export class UsageError extends Error {}

/** The command could not do what was asked, and says so: status 1, with a message or without. */
export class Failed extends Error {}

export const say = ({ stderr, command = 'countersign' }: Io, message: string) => {
  const text = message.replace(STARTS, (_, before: string) => `${before}${command} `)
  stderr.write(`${wrappedFor(stderr, `${painter(stderr)('bold', 'countersign:')} ${text}`)}\n`)
}

// A command in a message, for whoever started the program in another way.
const STARTS = /(`|: |\n {2})countersign (?=[a-z])/g

/** Writes a report on standard output: a message too, unlike a signed request or a response. */
export const report = ({ stdout, secrets }: Io, text: string) =>
  void stdout.write(wrappedFor(stdout, secrets ? secrets.hidden(text) : text))

/** All of a stream. @param come is called with each piece of it */
export async function readAll(stream: Readable, come: () => void): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) {
    come()
    chunks.push(Buffer.from(chunk))
  }
  return Buffer.concat(chunks)
}
