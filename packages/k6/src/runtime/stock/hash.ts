import { type DigestName, digestName } from '@countersign/core/digest-name'
import type { Digests } from '@countersign/core/host'
import type { Data } from '@countersign/core/message'
import k6crypto from 'k6/crypto'

// k6/crypto takes views of bytes too, has hexEncode, and gives an ArrayBuffer for 'binary'; its types say none of it.
interface K6Crypto extends Record<DigestName, (data: Data, encoding: string) => string> {
  hmac(algorithm: DigestName, key: Data, data: Data, encoding: string): string
  createHash(algorithm: DigestName): Hasher
  createHMAC(algorithm: DigestName, key: Data): Hasher
  randomBytes(length: number): ArrayBuffer
  hexEncode(data: ArrayBuffer): string
}

interface Hasher {
  update(data: Data): void
  digest(encoding: 'binary'): ArrayBuffer
  digest(encoding: string): string
}

const native = k6crypto as unknown as K6Crypto

const nativeName = (algorithm: string) => digestName(algorithm, 'k6')

/** Hashes by `k6/crypto`. */
export const k6Digests: Digests = {
  hash(algorithm, parts, encoding) {
    const name = nativeName(algorithm)
    const whole = joined(parts)
    return whole === undefined
      ? fed(native.createHash(name), parts).digest(encoding)
      : native[name](whole, encoding)
  },
  hashBytes: (algorithm, parts) =>
    new Uint8Array(fed(native.createHash(nativeName(algorithm)), parts).digest('binary')),
  hmac(algorithm, key, parts, encoding) {
    const name = nativeName(algorithm)
    const whole = joined(parts)
    return whole === undefined
      ? fed(native.createHMAC(name, key), parts).digest(encoding)
      : native.hmac(name, key, whole, encoding)
  },
  hmacBytes: (algorithm, key, parts) =>
    new Uint8Array(fed(native.createHMAC(nativeName(algorithm), key), parts).digest('binary')),
}

/** One text of texts: one native call is cheaper than several. */
function joined(parts: readonly Data[]): Data | undefined {
  const first = parts[0]
  if (parts.length === 1) return first
  const second = parts[1]
  const areTexts = typeof first === 'string' && typeof second === 'string'
  return parts.length === 2 && areTexts ? first + second : undefined
}

function fed(hasher: Hasher, parts: readonly Data[]): Hasher {
  for (const part of parts) hasher.update(part)
  return hasher
}

const POOL = 2048
let pool = ''
let used = 0

/** Hexadecimal digits of `randomBytes`, asked for many at a time; each virtual user has a pool of its own. */
export function k6Nonce(digits: number): string {
  const start = used
  used += digits
  if (used > pool.length) {
    pool = native.hexEncode(native.randomBytes(POOL + digits))
    used = digits
    return pool.slice(0, digits)
  }
  return pool.slice(start, used)
}
