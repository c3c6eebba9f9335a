import { createHash } from 'node:crypto'
import { headerValue } from '@countersign/core'
import { type BodyHashName, checkBodyHash } from '../body-hash.js'
import type { Signed } from '../standard.js'
import type { Problems } from '../words.js'

/** RFC 9530 section 5, as far as it is secure. */
export const DIGESTS: Readonly<Record<string, BodyHashName>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' }

export const digestOf = (name: string, body: string | Uint8Array) =>
  `${name}=:${createHash(DIGESTS[name] ?? 'sha256')
    .update(body)
    .digest('base64')}:`

const NAME = 'Content-Digest'

/** Content-Digest (RFC 9530 section 2). */
export function checkDigest(signed: Signed, problems: Problems): void {
  const value = headerValue(signed.call.request.headers, 'Content-Digest')
  const members = (value?.split(',') ?? []).flatMap((member) => {
    const found = /^\s*([a-z0-9-]+)=:([A-Za-z0-9+/=_-]*):/.exec(member)
    return found ? [found] : []
  })
  if (value && members.length === 0)
    problems.add(NAME, 'it has no hash in base64 between colons; expected sha-256=:…:')
  for (const [, name = '', sent = ''] of members) {
    const hash = DIGESTS[name]
    if (hash) checkBodyHash(problems, signed, { name: NAME, sent, hash, encoding: 'base64' })
  }
}
