import { createHash } from 'node:crypto'
import type { Signed } from '../standard.js'

export const algorithmOf = ({ values }: Signed) => (values.algorithm === 'sha1' ? 'sha1' : 'sha256')

/** The hash of media type and body (Payload Validation). */
export function payloadHash(
  algorithm: string,
  contentType: string | undefined,
  body: string | Uint8Array,
): string {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return createHash(algorithm).update(`hawk.1.payload\n${type}\n`).update(body).update('\n').digest('base64')
}
