import { readings } from './byte-readings.js'
import { CORRECT, type Mistake } from './mistake.js'
import { lossyWriters } from './writers.js'

/** How a provider writes its signature: `HEX` in capitals, `base64url` without padding. */
export type SignatureForm = 'hex' | 'HEX' | 'base64' | 'base64url'

const ADVICE: Readonly<Record<SignatureForm, string>> = {
  hex: 'Write it in lower-case hex, two digits a byte.',
  HEX: 'Write it in upper-case hex, two digits a byte.',
  base64: 'Write it in base64.',
  base64url: 'Write it in base64url without padding (RFC 4648 section 5).',
}

const written = (bytes: Buffer, form: SignatureForm): string =>
  form === 'HEX' ? bytes.toString('hex').toUpperCase() : bytes.toString(form)

/** What a signature that was sent may stand for. */
export interface Encodings {
  /** How many bytes it may have. */
  readonly lengths: ReadonlySet<number>
  /** The mistake with which these bytes are written as they were sent; undefined if they are not. */
  matching(bytes: Buffer): Mistake | undefined
}

/** In bytes: SHA-256, SHA-1, SHA-512, SHA-384, MD5. */
const DIGESTS = [32, 20, 64, 48, 16]

/** The bytes that a signature may stand for, each with the mistake in writing it. */
export function encodings(claimed: string, expected: SignatureForm): Encodings {
  const advice = ADVICE[expected]
  const mistake = (when: string): Mistake => ({ when: `the signature is read as ${when}`, advice })
  const found = new Map<string, Mistake>()
  for (const { bytes, when } of readings(claimed, DIGESTS)) {
    const isRight = written(bytes, expected) === claimed
    const hex = bytes.toString('hex')
    if (!found.has(hex) || isRight) found.set(hex, isRight ? CORRECT : mistake(when))
  }
  const lossy = lossyWriters.map(({ says, write, fits }) => ({
    lengths: DIGESTS.filter((length) => fits(claimed, length)),
    matches: (bytes: Buffer) => write(bytes) === claimed.toLowerCase(),
    mistake: mistake(says),
  }))
  return {
    lengths: new Set([
      ...lossy.flatMap(({ lengths }) => lengths),
      ...[...found.keys()].map((hex) => hex.length / 2),
    ]),
    matching: (bytes) =>
      found.get(bytes.toString('hex')) ??
      lossy.find((one) => one.lengths.includes(bytes.length) && one.matches(bytes))?.mistake,
  }
}
