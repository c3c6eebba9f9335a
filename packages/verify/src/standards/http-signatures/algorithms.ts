import type { SignatureName } from '@countersign/core'
import { algorithmOf } from '../jwt.js'
import type { Signed } from '../standard.js'

/** RFC 9421 section 6.2.2. */
export const ALGORITHMS: Readonly<Record<string, SignatureName>> = {
  'rsa-pss-sha512': 'RSA-PSS-SHA512',
  'rsa-v1_5-sha256': 'RSA-SHA256',
  'ecdsa-p256-sha256': 'ECDSA-P256-SHA256',
  'ecdsa-p384-sha384': 'ECDSA-P384-SHA384',
  ed25519: 'Ed25519',
}

const OF_KEYS: Readonly<Record<string, string>> = {
  HS256: 'hmac-sha256',
  RS256: 'rsa-pss-sha512',
  ES256: 'ecdsa-p256-sha256',
  ES384: 'ecdsa-p384-sha384',
  EdDSA: 'ed25519',
}

/** The algorithm of the settings, by default the one that the key is for. */
export const nameOf = (values: Signed['values']): string =>
  values.algorithm ?? OF_KEYS[algorithmOf(values)] ?? 'hmac-sha256'
