import type { Bytes, Response } from '@countersign/core'
import { asBuffer } from '../bytes.js'
import { CaptureError } from './captured.js'
import { contentOf } from './content.js'
import { readResponse } from './http.js'
import { plainBytes, readCaptures } from './read.js'

/** A response from a file, and its label. */
export interface SealedResponse {
  readonly label: string
  readonly response: Response
  /** Where the request went, if the file says so. */
  readonly url?: string
}

/**
 * The responses in a file: those of a HAR, a whole raw response, or the body of one; a JWE by itself counts as sealed
 * data. Compressed bodies are unpacked.
 * @throws {CaptureError} if it is empty
 */
export function responsesIn(file: Buffer): SealedResponse[] {
  const bytes = plainBytes(file)
  const start = bytes.toString('latin1', 0, 4096)
  if (start.trim() === '') throw new CaptureError('It is empty.')
  if (/^\s{0,100}\{\s{0,100}"log"/.test(start)) return fromHar(bytes)
  if (statusAt(bytes, 0)) return [{ label: 'the response', response: lastResponse(bytes) }]
  return [{ label: 'the response', response: { status: 200, headers: [], body: sealedBody(bytes) } }]
}

const fromHar = (bytes: Buffer): SealedResponse[] =>
  readCaptures(bytes).flatMap(({ label, request, response }) =>
    response ? [{ label, response: response(), url: request.url }] : [],
  )

const statusAt = (bytes: Buffer, at: number): string | undefined =>
  /^HTTP\/\d(?:\.\d)?[ \t]{1,10}(\d{3})/.exec(bytes.toString('latin1', at, at + 30))?.[1]

/** The last of several heads: `curl -i` prints that of a proxy, of 100 Continue and of each redirect before it. */
function lastResponse(bytes: Buffer): Response {
  let at = 0
  for (;;) {
    const { response, bodyAt, next } = readResponse(bytes, at, Number(statusAt(bytes, at)))
    const after = statusAt(bytes, bodyAt) ? bodyAt : next
    if (after >= bytes.length || !statusAt(bytes, after)) return unpacked(response)
    at = after
  }
}

/** What `curl --raw` or a proxy leaves compressed. */
const unpacked = ({ status, headers, body }: Response): Response => ({
  status,
  headers,
  body: contentOf(asBuffer(body), headers) as Bytes,
})

// A JWE of a body that a provider would send.
const MOST_COMPACT = 32 * 1024 * 1024

/** A compact JWE by itself, as people copy it from a response, stands for the whole. */
function sealedBody(bytes: Buffer): Bytes {
  if (bytes[0] === 0x7b || bytes.length > MOST_COMPACT) return bytes as Bytes
  const text = bytes.toString('latin1').trim().replace(/^"|"$/g, '')
  const parts = text.split('.', 6)
  const bare = parts.length === 5 && !/[^\w+/=.-]/.test(text) && !parts.slice(0, 1).includes('')
  return (bare ? Buffer.from(JSON.stringify({ encryptedData: text })) : bytes) as Bytes
}
