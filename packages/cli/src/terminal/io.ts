import type { Readable, Writable } from 'node:stream'
import { painter } from './paint.js'

/** What a command may touch of its process, so that it can run inside another. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
}

/** A mistake of the caller in how the command was written: status 2. */
export class UsageError extends Error {}

/** Done as asked, and yet not well: status 1, with a message or with none. */
export class Failed extends Error {}

export const say = ({ stderr }: Io, message: string) =>
  void stderr.write(`${painter(stderr)('bold', 'countersign:')} ${message}\n`)

/** All of a stream. */
export async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
