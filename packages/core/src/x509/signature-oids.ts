import type { Bytes } from '../message.js'

const bytes = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** Object identifiers of keys that sign: RFC 8017 appendix A.1, RFC 5480 section 2.1.1, RFC 8410 section 3. */
export const RSA: Bytes = bytes('2a864886f70d010101')
/** id-RSASSA-PSS (RFC 8017 appendix A.2.3), as in the keys of RFC 9421: the same numbers as RSA. */
export const RSA_PSS: Bytes = bytes('2a864886f70d01010a')
export const EC: Bytes = bytes('2a8648ce3d0201')
export const ED25519: Bytes = bytes('2b6570')

/** Curves with their object identifier and the size of a coordinate in bytes. */
export const CURVES: readonly (readonly [name: 'P-256' | 'P-384' | 'P-521', oid: Bytes, size: number])[] = [
  ['P-256', bytes('2a8648ce3d030107'), 32],
  ['P-384', bytes('2b81040022'), 48],
  ['P-521', bytes('2b81040023'), 66],
]
