import { createHash } from 'node:crypto'
import { headerValue } from '@countersign/core'
import { checkBodyHash } from '../body-hash.js'
import type { Signed } from '../standard.js'
import type { Problems } from '../words.js'

/** RFC 9530 section 5, as far as it is secure. */
export const DIGESTS: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' }

export const digestOf = (name: string, body: string | Uint8Array) =>
  `${name}=:${createHash(DIGESTS[name] ?? 'sha256')
    .update(body)
    .digest('base64')}:`

/** Content-Digest (RFC 9530 section 2). */
export function checkDigest(signed: Signed, problems: Problems): void {
  const value = headerValue(signed.call.request.headers, 'Content-Digest')
  for (const [sent, name = ''] of value?.matchAll(/(?<![a-z0-9-])([a-z0-9-]+)=:[A-Za-z0-9+/=]*:/g) ?? [])
    if (name in DIGESTS)
      checkBodyHash(problems, signed, { name: 'Content-Digest', sent, of: (body) => digestOf(name, body) })
}
