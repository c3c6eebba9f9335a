import { randomBytes, randomFillSync } from 'node:crypto'
import type { Host } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'

/**
 * So many secure random bytes by `node:crypto`.
 * @example nodeRandom(12).length // 12
 */
export const nodeRandom = (length: number): Bytes => randomBytes(length) as Bytes

// A call for 16 bytes costs what 4 KB cost, so they are taken from a pool. A nonce is no secret.
const pool = Buffer.allocUnsafeSlow(4096)
let used = pool.length

/**
 * So many lower-case hexadecimal digits of secure random bytes, none of them used twice.
 * @example nodeNonce(32).length // 32
 */
export const nodeNonce: Host['nonce'] = (digits) => {
  const length = Math.ceil(digits / 2)
  if (length > pool.length) return randomBytes(length).toString('hex').slice(0, digits)
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const text = pool.toString('hex', used, used + length)
  used += length
  return text.length === digits ? text : text.slice(0, digits)
}
