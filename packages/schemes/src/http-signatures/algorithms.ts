import {
  type Bytes,
  base64,
  type Configured,
  CountersignError,
  fromBase64,
  type Host,
  invalidSetting,
  readVerifyingKey,
  reasonOf,
  type SignatureName,
  settingName,
  signedBy,
  type Values,
  type Waiting,
} from '@countersign/core'
import { signerOf, signingKeyOf } from '../shared/private-key.js'

export type { Bytes }

/** RFC 9421 section 3.3, by the names of the registry (section 6.2.2). */
const SIGNATURES: ReadonlyMap<string, SignatureName> = new Map([
  ['rsa-pss-sha512', 'RSA-PSS-SHA512'],
  ['rsa-v1_5-sha256', 'RSA-SHA256'],
  ['ecdsa-p256-sha256', 'ECDSA-P256-SHA256'],
  ['ecdsa-p384-sha384', 'ECDSA-P384-SHA384'],
  ['ed25519', 'Ed25519'],
])

export const ALGORITHMS = ['hmac-sha256', ...SIGNATURES.keys()] as const

/** How a request is signed: at once, or by a private key. */
export interface Signing {
  readonly algorithm: string
  /** Signatures in base64. */
  readonly now?: (base: string, host: Host) => string
  readonly later?: (base: string) => Waiting<string>
}

/** @throws {CountersignError} `missing-setting`, `invalid-setting`, `invalid-key`, `missing-capability` */
export function signingOf(values: Values, host: Host, provider: Configured): Signing {
  const { algorithm = values.signingKey ? undefined : 'hmac-sha256' } = values
  if (algorithm === 'hmac-sha256') {
    const key = sharedSecret(values, provider)
    return { algorithm, now: (base, { hmac }) => hmac('SHA-256', key, [base], 'base64') }
  }
  const key = signingKeyOf(provider, values.signingKey)
  const name = algorithm ?? algorithmFor(key, provider)
  const signature = SIGNATURES.get(name) as SignatureName
  const sign = signerOf(provider, host, signature, key)
  return {
    algorithm: name,
    *later(base) {
      return base64(yield* signedBy(sign, base))
    },
  }
}

type KeyKind = { readonly kind: 'RSA' | 'EC' | 'Ed25519'; readonly curve?: string }

/** The algorithm of a key if the settings name none. */
function algorithmFor({ kind, curve }: KeyKind, provider: Configured, setting = 'signingKey'): string {
  if (kind === 'RSA') return 'rsa-pss-sha512'
  if (kind === 'Ed25519') return 'ed25519'
  if (curve === 'P-256') return 'ecdsa-p256-sha256'
  if (curve === 'P-384') return 'ecdsa-p384-sha384'
  const message = `${provider.name}: ${settingName(provider.id, setting)} is an EC key of ${curve}, for which RFC 9421 has no algorithm. Use P-256 or P-384.`
  throw new CountersignError('invalid-key', message, provider.id)
}

function sharedSecret({ secret, secretEncoding }: Values, provider: Configured): Bytes | string {
  if (!secret) {
    const message = `${provider.name}: ${settingName(provider.id, 'secret')} is missing, which hmac-sha256 signs by. A private key goes into ${settingName(provider.id, 'signingKey')}.`
    throw new CountersignError('missing-setting', message, provider.id)
  }
  if (secretEncoding === 'text') return secret
  try {
    return fromBase64(secret)
  } catch {
    const encoding = settingName(provider.id, 'secretEncoding')
    throw invalidSetting(
      provider,
      'secret',
      `is not base64. If it is used as it stands, set ${encoding} to text`,
    )
  }
}

/** Checks a signature by a key; undefined if the settings have none. */
export type Verify = (base: string, signature: Bytes, host: Host) => Promise<boolean>

export interface Verifying {
  readonly algorithm: string
  readonly verify: Verify
}

/** @throws {CountersignError} `missing-setting`, `invalid-key`, `missing-capability` */
export function verifyingOf(values: Values, host: Host, provider: Configured): Verifying {
  const { responseKey } = values
  if (!responseKey) return hmacVerifying(values, provider)
  const variable = settingName(provider.id, 'responseKey')
  const fail = (thrown: unknown) => {
    const code = thrown instanceof CountersignError ? thrown.code : 'invalid-key'
    return new CountersignError(code, `${provider.name}: ${variable}: ${reasonOf(thrown)}`, provider.id)
  }
  try {
    const key = readVerifyingKey(responseKey)
    const algorithm = algorithmFor(key, provider, 'responseKey')
    if (!host.verifier) throw new CountersignError('missing-capability', CANNOT(host.name))
    const named = values.algorithm === 'rsa-v1_5-sha256' && key.kind === 'RSA' ? 'rsa-v1_5-sha256' : algorithm
    const check = host.verifier(SIGNATURES.get(named) as SignatureName, key)
    return { algorithm: named, verify: check }
  } catch (thrown) {
    throw fail(thrown)
  }
}

const CANNOT = (host: string) =>
  `${host} cannot check signatures by a public key. Set VERIFY_RESPONSES to no there.`

function hmacVerifying(values: Values, provider: Configured): Verifying {
  const key = sharedSecret(values, provider)
  const verify: Verify = async (base, signature, { hmacBytes }) =>
    sameBytes(hmacBytes('SHA-256', key, [base]), signature)
  return { algorithm: 'hmac-sha256', verify }
}

/** In time that does not tell where they differ. */
function sameBytes(left: Bytes, right: Bytes): boolean {
  let difference = left.length ^ right.length
  for (let at = 0; at < left.length; at++) difference |= (left[at] ?? 0) ^ (right[at] ?? 0)
  return difference === 0
}
