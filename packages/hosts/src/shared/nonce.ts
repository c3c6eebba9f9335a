import type { Bytes } from '@countersign/core/message'

const POOL = 1024

/** Hexadecimal digits from a random source, asked for many at a time. */
export function nonceFrom(random: (length: number) => Bytes): (digits: number) => string {
  let pool = ''
  return (digits) => {
    while (pool.length < digits) pool += hex(random(POOL / 2))
    const nonce = pool.slice(0, digits)
    pool = pool.slice(digits)
    return nonce
  }
}

/** Lower-case hexadecimal. */
export function hex(bytes: Bytes): string {
  let text = ''
  for (const value of bytes) text += (value < 16 ? '0' : '') + value.toString(16)
  return text
}
