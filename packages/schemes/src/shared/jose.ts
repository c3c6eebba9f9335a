import {
  base64url,
  bytesOf,
  type Configured,
  CountersignError,
  concat,
  type Data,
  fromBase64,
  type HashName,
  type Host,
  invalidSetting,
  plainCodec,
  type SignatureName,
  type SigningKey,
  settingName,
  signedBy,
  type Values,
  type Waiting,
} from '@countersign/core'
import { signerOf, signingKeyOf } from './private-key.js'

/** RFC 7518 section 3.1, RFC 8037 section 3.1, RFC 9864 section 2.2. */
const SIGNATURES: ReadonlyMap<string, SignatureName> = new Map([
  ['RS256', 'RSA-SHA256'],
  ['RS384', 'RSA-SHA384'],
  ['RS512', 'RSA-SHA512'],
  ['PS256', 'RSA-PSS-SHA256'],
  ['PS384', 'RSA-PSS-SHA384'],
  ['PS512', 'RSA-PSS-SHA512'],
  ['ES256', 'ECDSA-P256-SHA256'],
  ['ES384', 'ECDSA-P384-SHA384'],
  ['ES512', 'ECDSA-P521-SHA512'],
  ['EdDSA', 'Ed25519'],
  ['Ed25519', 'Ed25519'],
])

const HMACS: ReadonlyMap<string, { readonly hash: HashName; readonly bytes: number }> = new Map([
  ['HS256', { hash: 'SHA-256', bytes: 32 }],
  ['HS384', { hash: 'SHA-384', bytes: 48 }],
  ['HS512', { hash: 'SHA-512', bytes: 64 }],
])

export const ASYMMETRIC = [...SIGNATURES.keys()]
export const SYMMETRIC = [...HMACS.keys()]

/** A way to sign: at once by a secret, or later by a private key. */
export interface JoseSigning {
  readonly alg: string
  /** By the host's own means, if it has any. */
  readonly base64url: (data: Data) => string
  /** Signatures in base64url. */
  readonly now?: (parts: readonly Data[], host: Host) => string
  readonly later?: (parts: readonly Data[]) => Waiting<string>
  readonly key?: SigningKey
}

/**
 * Signing by the private key of the settings.
 * @throws {CountersignError} `missing-setting`, `invalid-key`, `missing-capability`
 */
export function keySigning(values: Values, host: Host, provider: Configured): JoseSigning {
  const key = signingKeyOf(provider, values.signingKey)
  const alg = values.algorithm ?? algorithmFor(key)
  const name = SIGNATURES.get(alg)
  if (!name) throw invalidSetting(provider, 'algorithm', `must be one for a private key, not ${alg}`)
  const sign = signerOf(provider, host, name, key)
  const encode = encoderOf(host)
  return {
    alg,
    base64url: encode,
    key,
    *later(parts) {
      return encode(yield* signedBy(sign, joined(parts)))
    },
  }
}

/** Signs nothing. */
export const NO_KEY: JoseSigning = { alg: '', base64url: (data) => base64url(data) }

const encoderOf =
  ({ codec = plainCodec }: Host) =>
  (data: Data): string =>
    base64url(data, codec)

function algorithmFor({ kind, curve }: SigningKey): string {
  if (kind === 'EC') return curve === 'P-256' ? 'ES256' : curve === 'P-384' ? 'ES384' : 'ES512'
  return kind === 'RSA' ? 'RS256' : 'EdDSA'
}

interface SecretFor {
  readonly host: Host
  readonly provider: Configured
  /** The name of its setting. */
  readonly name?: string
}

/**
 * Signing by a secret.
 * @throws {CountersignError} `invalid-setting` on a secret that is too short (RFC 7518 section 3.2)
 */
export function secretSigning(
  secret: Data,
  alg: string,
  { host, provider, name = 'secret' }: SecretFor,
): JoseSigning {
  const { hash, bytes } = HMACS.get(alg) ?? { hash: 'SHA-256', bytes: 32 }
  const length = bytesOf(secret, plainCodec).length
  if (length < bytes)
    throw invalidSetting(
      provider,
      name,
      `is ${length} bytes long, and ${alg} needs ${bytes} or more (RFC 7518 section 3.2)`,
    )
  return {
    alg,
    base64url: encoderOf(host),
    now: (parts, { hmac }) => urlSafe(hmac(hash, secret, parts, 'base64')),
  }
}

/** A secret as base64, base64url, a JWK of type oct, or as it stands. */
export function secretOf({ secret, secretEncoding }: Values, provider: Configured): Data {
  if (!secret) {
    const variable = settingName(provider.id, 'secret')
    const message = `${provider.name}: ${variable} is missing; or give a private key in ${settingName(provider.id, 'signingKey')}.`
    throw new CountersignError('missing-setting', message, provider.id)
  }
  if (secretEncoding === 'text') return secret
  try {
    return fromBase64(secret.startsWith('{') ? (JSON.parse(secret) as { k: string }).k : secret)
  } catch {
    const encoding = settingName(provider.id, 'secretEncoding')
    throw invalidSetting(
      provider,
      'secret',
      `is not base64. If it is used as it stands, set ${encoding} to text`,
    )
  }
}

/** By the secret or the private key, whichever the settings have. */
export function signingOf(values: Values, host: Host, provider: Configured): JoseSigning {
  const { algorithm = values.signingKey ? undefined : 'HS256' } = values
  if (algorithm === undefined || !HMACS.has(algorithm)) return keySigning(values, host, provider)
  return secretSigning(secretOf(values, provider), algorithm, { host, provider })
}

function joined(parts: readonly Data[]): Data {
  if (parts.every((part) => typeof part === 'string')) return parts.join('')
  return concat(...parts.map((part) => bytesOf(part, plainCodec)))
}

/** Base64 as base64url: a tool makes base64 natively. */
export const urlSafe = (base64: string): string =>
  base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** What is signed of a JWT, header and claims (RFC 7519 section 3), the algorithm before the header's other members. */
export function jwtInput({ alg, base64url }: JoseSigning, header: object, claims: object): string {
  const part = (value: object) => base64url(JSON.stringify(value))
  return `${part({ alg, ...header })}.${part(claims)}`
}

/** The compact JWS of a signing input (RFC 7515 section 7.1). */
export const compact = (input: string, signature: string): string => `${input}.${signature}`

/** A JWT signed by a private key. */
export function* signedJwt(signing: JoseSigning, header: object, claims: object): Waiting<string> {
  const input = jwtInput(signing, header, claims)
  return compact(input, yield* keySignature(signing, [input]))
}

/** A signature by the private key, if there is one. */
export function* keySignature({ later }: JoseSigning, parts: readonly Data[]): Waiting<string> {
  return later ? yield* later(parts) : ''
}
