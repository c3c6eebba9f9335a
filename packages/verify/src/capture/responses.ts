import type { Bytes, Response } from '@countersign/core'
import { CaptureError } from './captured.js'
import { readResponse } from './http.js'
import { plainBytes, readCaptures } from './read.js'

/** A response from a file, and its label. */
export interface SealedResponse {
  readonly label: string
  readonly response: Response
}

/**
 * The responses in a file: those of a HAR, a whole raw response, or the body of one; a JWE by itself counts as sealed data.
 * @throws {CaptureError} if it is empty
 */
export function responsesIn(file: Buffer): SealedResponse[] {
  const bytes = plainBytes(file)
  const start = bytes.toString('latin1', 0, 4096)
  if (start.trim() === '') throw new CaptureError('It is empty.')
  if (/^\s*\{\s*"log"/.test(start)) return fromHar(bytes)
  const status = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})/.exec(start)?.[1]
  if (status) return [{ label: 'the response', response: readResponse(bytes, 0, Number(status)).response }]
  return [{ label: 'the response', response: { status: 200, headers: [], body: sealedBody(bytes) } }]
}

const fromHar = (bytes: Buffer): SealedResponse[] =>
  readCaptures(bytes).flatMap(({ label, response }) => (response ? [{ label, response: response() }] : []))

/** A compact JWE by itself, as people copy it from a response, stands for the whole. */
function sealedBody(bytes: Buffer): Bytes {
  if (bytes[0] === 0x7b || bytes.length > 64 * 1024 * 1024) return bytes as Bytes
  const text = bytes.toString('latin1').trim().replace(/^"|"$/g, '')
  const bare = /^[\w+/=-]+(\.[\w+/=-]*){4}$/.test(text)
  return (bare ? Buffer.from(JSON.stringify({ encryptedData: text })) : bytes) as Bytes
}
