import type { Bytes, Response } from '@countersign/core'
import { CaptureError } from './captured.js'
import { readAnswer } from './http.js'
import { plainBytes, readCaptures } from './read.js'

/** An answer out of a file, and what it is called. */
export interface SealedAnswer {
  readonly label: string
  readonly response: Response
}

/**
 * The answers in a file: those of a HAR, a whole raw answer, or the body of one; a JWE alone is taken as sealed data.
 * @throws {CaptureError} where it is empty
 */
export function answersIn(file: Buffer): SealedAnswer[] {
  const bytes = plainBytes(file)
  const start = bytes.toString('latin1', 0, 4096)
  if (start.trim() === '') throw new CaptureError('It is empty.')
  if (/^\s*\{\s*"log"/.test(start)) return fromHar(bytes)
  const status = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})/.exec(start)?.[1]
  if (status) return [{ label: 'the answer', response: readAnswer(bytes, 0, Number(status)).answer }]
  return [{ label: 'the answer', response: { status: 200, headers: [], body: sealedBody(bytes) } }]
}

const fromHar = (bytes: Buffer): SealedAnswer[] =>
  readCaptures(bytes).flatMap(({ label, answer }) => (answer ? [{ label, response: answer() }] : []))

/** A compact JWE by itself, as people copy it out of an answer, stands for the whole. */
function sealedBody(bytes: Buffer): Bytes {
  if (bytes[0] === 0x7b || bytes.length > 64 * 1024 * 1024) return bytes as Bytes
  const text = bytes.toString('latin1').trim().replace(/^"|"$/g, '')
  const bare = /^[\w+/=-]+(\.[\w+/=-]*){4}$/.test(text)
  return (bare ? Buffer.from(JSON.stringify({ encryptedData: text })) : bytes) as Bytes
}
