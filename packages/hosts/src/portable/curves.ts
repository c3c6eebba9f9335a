import { ed25519 } from '@noble/curves/ed25519.js'
import { p256, p384, p521 } from '@noble/curves/nist.js'

/** Signs data by the secret number of a key. */
export type CurveSign = (data: Uint8Array, secret: Uint8Array) => Uint8Array

// Every s is as good as its negative; the other hosts leave it as it comes.
const ecdsa =
  (curve: typeof p256): CurveSign =>
  (data, secret) =>
    curve.sign(data, secret, { lowS: false })

/** The curves by name. */
export const curves: ReadonlyMap<string, CurveSign> = new Map([
  ['P-256', ecdsa(p256)],
  ['P-384', ecdsa(p384)],
  ['P-521', ecdsa(p521)],
  ['Ed25519', (data, secret) => ed25519.sign(data, secret)],
])
