import { unknownAlgorithm } from './algorithms.js'
import { CountersignError, reasonOf } from './errors.js'
import type { Curve, HashName, Sign, SignatureName, SigningKey } from './host.js'
import type { Bytes, Data } from './message.js'
import type { Configured } from './settings.js'
import { type Waiting, wait } from './waiting.js'

/** What a signature is made of. */
export type SignatureParts =
  | { readonly kind: 'RSA'; readonly hash: HashName; readonly saltLength?: number }
  | { readonly kind: 'EC'; readonly hash: HashName; readonly curve: Curve }
  | { readonly kind: 'Ed25519' }

const PARTS: ReadonlyMap<string, SignatureParts> = new Map<SignatureName, SignatureParts>([
  ['RSA-SHA1', { kind: 'RSA', hash: 'SHA-1' }],
  ['RSA-SHA256', { kind: 'RSA', hash: 'SHA-256' }],
  ['RSA-SHA384', { kind: 'RSA', hash: 'SHA-384' }],
  ['RSA-SHA512', { kind: 'RSA', hash: 'SHA-512' }],
  ['RSA-PSS-SHA256', { kind: 'RSA', hash: 'SHA-256', saltLength: 32 }],
  ['RSA-PSS-SHA384', { kind: 'RSA', hash: 'SHA-384', saltLength: 48 }],
  ['RSA-PSS-SHA512', { kind: 'RSA', hash: 'SHA-512', saltLength: 64 }],
  ['ECDSA-P256-SHA256', { kind: 'EC', hash: 'SHA-256', curve: 'P-256' }],
  ['ECDSA-P384-SHA384', { kind: 'EC', hash: 'SHA-384', curve: 'P-384' }],
  ['ECDSA-P521-SHA512', { kind: 'EC', hash: 'SHA-512', curve: 'P-521' }],
  ['Ed25519', { kind: 'Ed25519' }],
])

/**
 * The parts of a signature, if the host has it and the key fits it.
 * @param without those that the host lacks
 * @throws {CountersignError} `missing-capability`, `invalid-key`
 */
export function signatureParts(
  name: SignatureName,
  key: Pick<SigningKey, 'kind' | 'curve'>,
  host: string,
  without: readonly SignatureName[] = [],
): SignatureParts {
  const parts = without.includes(name) ? undefined : PARTS.get(name)
  const known = [...PARTS.keys()].filter((one) => !without.includes(one as SignatureName))
  if (!parts) return unknownAlgorithm('signature', name, known, host)
  const fits = parts.kind === key.kind && (parts.kind !== 'EC' || parts.curve === key.curve)
  if (fits) return parts
  const has = key.curve ? `an EC key of ${key.curve}` : `an ${key.kind} key`
  throw new CountersignError(
    'invalid-key',
    `The signature ${name} does not go with ${has}. Use a key of its kind.`,
  )
}

/**
 * Waits for a signature by a private key, or has it at once if the host can.
 * @returns the signature as bytes
 * @example
 * ```ts
 * import { type Sign, signedBy, type Waiting } from '@countersign/core'
 * function* work(sign: Sign): Waiting<Uint8Array> {
 *   return yield* signedBy(sign, 'string to sign')
 * }
 * ```
 */
export function* signedBy(sign: Sign, data: Data): Waiting<Bytes> {
  const { now } = sign
  return yield* wait(() => sign(data), now && (() => now(data)))
}

/**
 * A signature of the host whose refusals name the setting of its key. Some hosts look at a key only when it is used.
 * @param variable the name of the setting, as in `ACME_SIGNING_KEY`
 * @throws {CountersignError} at once `missing-capability`, `invalid-key`; `invalid-key` too when it signs
 * @example
 * ```ts
 * import { type Configured, type Host, namedSign, type Sign, type SigningKey } from '@countersign/core'
 * const signOf = (acme: Configured, key: SigningKey, host: Required<Host>): Sign =>
 *   namedSign(acme, 'ACME_SIGNING_KEY', () => host.signer('RSA-SHA256', key))
 * ```
 */
export function namedSign(provider: Configured, variable: string, make: () => Sign): Sign {
  const fail = (thrown: unknown): never => {
    throw refusalOf(provider, variable, thrown)
  }
  const safe = <Made>(run: () => Made): Made => {
    try {
      return run()
    } catch (thrown) {
      return fail(thrown)
    }
  }
  const sign = safe(make)
  const { now } = sign
  const later: Sign = (data) => safe(() => sign(data)).catch(fail)
  return now ? Object.assign(later, { now: (data: Data) => safe(() => now(data)) }) : later
}

function refusalOf({ id, name }: Configured, variable: string, thrown: unknown): CountersignError {
  const isOurs = thrown instanceof CountersignError
  const reason = isOurs
    ? `: ${thrown.message}`
    : ` holds a key that does not work (${reasonOf(thrown)}). It may be garbled: copy the whole file again.`
  return new CountersignError(isOurs ? thrown.code : 'invalid-key', `${name}: ${variable}${reason}`, id)
}
