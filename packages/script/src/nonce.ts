import type { Host } from '@countersign/core/host'
import { checksum } from './checksum.js'

/**
 * Hexadecimal digits that never come again, of `Math.random`, the time and what tells this request from others. Unique,
 * not secret. Without a hash, which takes as long as the signature that the nonce is for.
 * @param context what tells this request of this run from others
 */
export function scriptNonce(context: string): Host['nonce'] {
  let count = 0
  return (digits) => {
    let nonce = draw() + checksum(`${context} ${Date.now()} ${count++}`)
    while (nonce.length < digits) nonce += draw()
    return nonce.slice(0, digits)
  }
}

/** 52 bits. */
const draw = () => Math.random().toString(16).slice(2, 15)
