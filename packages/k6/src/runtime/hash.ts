import type { Host } from '@countersign/core/host'
import type { Data } from '@countersign/core/message'
import k6crypto from 'k6/crypto'

// k6/crypto takes views of bytes too, and has hexEncode; its types say neither.
interface K6Crypto {
  sha256(data: Data, encoding: string): string
  hmac(algorithm: string, key: Data, data: Data, encoding: string): string
  createHash(algorithm: string): Hasher
  createHMAC(algorithm: string, key: Data): Hasher
  randomBytes(length: number): ArrayBuffer
  hexEncode(data: ArrayBuffer): string
}

interface Hasher {
  update(data: Data): void
  digest(encoding: string): string
}

const native = k6crypto as unknown as K6Crypto

export const k6Hash: Host['hash'] = (_algorithm, parts, encoding) => {
  const whole = joined(parts)
  return whole === undefined
    ? digest(native.createHash('sha256'), parts, encoding)
    : native.sha256(whole, encoding)
}

export const k6Hmac: Host['hmac'] = (_algorithm, key, parts, encoding) => {
  const whole = joined(parts)
  return whole === undefined
    ? digest(native.createHMAC('sha256', key), parts, encoding)
    : native.hmac('sha256', key, whole, encoding)
}

/** One text of texts: one native call is cheaper than several. */
function joined(parts: readonly Data[]): Data | undefined {
  const { length } = parts
  let text = parts[0]
  const second = parts[1]
  if (length === 2 && typeof text === 'string' && typeof second === 'string') return text + second
  for (let at = 1; at < length; at++) {
    const part = parts[at]
    if (typeof text !== 'string' || typeof part !== 'string') return undefined
    text += part
  }
  return text
}

function digest(hasher: Hasher, parts: readonly Data[], encoding: string): string {
  for (const part of parts) hasher.update(part)
  return hasher.digest(encoding)
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
