import type { IncomingMessage } from 'node:http'
import type { Bytes, Header } from '@countersign/core'
import { valuesOf } from './headers.js'
import { Problem } from './problem.js'

/** A body that is short is held even if nothing covers it, so that a request can be tried once more. */
export const SHORT = 64 * 1024

/** Length in bytes; undefined if it comes in chunks. 0 if there is none. */
export function lengthOf(message: IncomingMessage, headers: readonly Header[]): number | undefined {
  const [coding] = valuesOf(headers, 'transfer-encoding')
  if (coding !== undefined) {
    if (coding.trim().toLowerCase() !== 'chunked' || message.httpVersion !== '1.1')
      throw new Problem(
        {
          status: 501,
          title: 'Not Implemented',
          detail: 'The only transfer coding that is read here is chunked, of HTTP/1.1.',
        },
        // Where such a body ends is in doubt, and so is what comes after it.
        { Connection: 'close' },
      )
    return undefined
  }
  return Number(valuesOf(headers, 'content-length')[0] ?? 0)
}

/** All of a body. @throws {Problem} 413 as soon as it is longer than `most` bytes */
export async function heldBody(
  message: IncomingMessage,
  length: number | undefined,
  most: number,
): Promise<Bytes> {
  if (length !== undefined && length > most) throw tooLarge(most)
  const chunks: Buffer[] = []
  let total = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    total += chunk.length
    if (total > most) throw tooLarge(most)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks) as Bytes
}

const tooLarge = (most: number) =>
  new Problem({
    status: 413,
    title: 'Content Too Large',
    detail: `The scheme covers the body, which must be held for that, and it is larger than ${most} bytes. Raise --max-body if it should pass.`,
  })
