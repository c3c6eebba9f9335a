import { knownEncoding } from '@countersign/core/algorithms'
import { partsOf } from '@countersign/core/bytes'
import { type DigestName, digestName, digestNames } from '@countersign/core/digest-name'
import type { Digests, HashInput } from '@countersign/core/host'
import type { Bytes, Data } from '@countersign/core/message'
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

// A record, which takes k6 a third of the time of a map.
const names: Readonly<Record<string, DigestName | undefined>> = Object.assign(
  Object.create(null),
  Object.fromEntries(digestNames),
)

const nativeName = (algorithm: string) => names[algorithm] ?? digestName(algorithm, 'k6')

/** Hashes by `k6/crypto`: one native call unless bytes are among several parts, since each call costs as much. */
export const k6Digests: Digests = {
  hash(algorithm, input, encoding) {
    const name = names[algorithm] || nativeName(algorithm)
    if (encoding !== 'hex' && encoding !== 'base64') knownEncoding(encoding, 'k6')
    const whole = typeof input === 'string' ? input : wholeOf(input)
    return whole === undefined
      ? fed(native.createHash(name), partsOf(input)).digest(encoding)
      : native[name](whole, encoding)
  },
  hashBytes: (algorithm, input) =>
    new Uint8Array(fed(native.createHash(nativeName(algorithm)), partsOf(input)).digest('binary')),
  hmac(algorithm, key, input, encoding) {
    const name = names[algorithm] || nativeName(algorithm)
    if (encoding !== 'hex' && encoding !== 'base64') knownEncoding(encoding, 'k6')
    const whole = typeof input === 'string' ? input : wholeOf(input)
    return whole === undefined
      ? fed(native.createHMAC(name, key), partsOf(input)).digest(encoding)
      : native.hmac(name, key, whole, encoding)
  },
  hmacBytes: (algorithm, key, input) =>
    new Uint8Array(fed(native.createHMAC(nativeName(algorithm), key), partsOf(input)).digest('binary')),
}

/** The input in one piece: it is not a list, or a list of a single part or of texts alone. */
function wholeOf(input: HashInput): Data | undefined {
  if (!Array.isArray(input)) return input as Data
  const parts = input as readonly Data[]
  if (parts.length === 1) return parts[0]
  let text = ''
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]
    if (typeof part !== 'string') return undefined
    text += part
  }
  return text
}

function fed(hasher: Hasher, parts: readonly Data[]): Hasher {
  for (const part of parts) hasher.update(part)
  return hasher
}

/** Secure random bytes. */
export const k6Random = (length: number): Bytes => new Uint8Array(native.randomBytes(length))

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
