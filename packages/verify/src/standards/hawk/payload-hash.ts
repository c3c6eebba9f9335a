import { createHash } from 'node:crypto'
import type { Signed } from '../standard.js'

export const algorithmOf = ({ values }: Signed) => (values.algorithm === 'sha1' ? 'sha1' : 'sha256')

/** The hash of media type and body (Payload Validation). */
export function payloadHash(
  algorithm: string,
  contentType: string | undefined,
  body: string | Uint8Array,
): string {
  return createHash(algorithm).update(payload(contentType, body)).digest('base64')
}

/** What is hashed. */
export function payload(contentType: string | undefined, body: string | Uint8Array): Buffer {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return Buffer.concat([
    Buffer.from(`hawk.1.payload\n${type}\n`),
    Buffer.from(body as string),
    Buffer.from('\n'),
  ])
}
