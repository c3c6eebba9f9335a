import type { Bytes } from '@countersign/core/message'
import { hex } from './hex.js'

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
