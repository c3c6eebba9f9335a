import type { Bytes } from '../message.js'
import { children, type Der, INTEGER, OCTET_STRING, OID, readOne, SEQUENCE } from './der.js'

const BIT_STRING = 0x03

/** By the tags of its parts, what DER holds: the label that PEM has for it (RFC 7468), or `PKCS12`. */
export function labelOf(der: Bytes): string | undefined {
  try {
    const parts = children(readOne(der, SEQUENCE))
    return labelOfParts(
      parts,
      parts.map(({ tag }) => tag),
    )
  } catch {
    return undefined
  }
}

function labelOfParts([first, second]: readonly Der[], tags: readonly number[]): string | undefined {
  const begins = (...expected: readonly number[]) => expected.every((tag, at) => tags[at] === tag)
  if (begins(INTEGER, SEQUENCE, OCTET_STRING)) return 'PRIVATE KEY'
  // PFX: version 3, then its contents (RFC 7292 section 4).
  if (begins(INTEGER, SEQUENCE) && first?.content[0] === 3) return 'PKCS12'
  if (begins(INTEGER, OCTET_STRING)) return 'EC PRIVATE KEY'
  if (begins(INTEGER, INTEGER)) return tags.length === 2 ? 'RSA PUBLIC KEY' : 'RSA PRIVATE KEY'
  if (begins(SEQUENCE, OCTET_STRING)) return 'ENCRYPTED PRIVATE KEY'
  if (begins(SEQUENCE, BIT_STRING)) return 'PUBLIC KEY'
  if (begins(SEQUENCE, SEQUENCE, BIT_STRING)) return second ? 'CERTIFICATE' : undefined
  return begins(OID) ? 'PKCS7' : undefined
}
