import type { KeyObject } from 'node:crypto'
import { readSigningKey, type SignatureName } from '@countersign/core'
import { type JsonObject, objectIn } from '../json.js'
import { type Check, checkVariations, heldBy, publicKeyOf } from './private-key.js'
import type { Signature, Signed, Variation } from './standard.js'
import { hmac } from './text.js'
import { keyVariations } from './variations.js'
import { type Problems, quoted } from './words.js'

/** A JWS in compact form, taken apart (RFC 7515 section 7.1). */
export interface Jws {
  readonly header: JsonObject
  /** The parts as they were sent. */
  readonly protectedText: string
  readonly payloadText: string
  readonly signatureText: string
}

/** @returns undefined if a text is not a JWS of three parts with a JSON header */
export function jwsOf(text: string): Jws | undefined {
  const [protectedText = '', payloadText = '', signatureText = '', ...more] = text.split('.')
  if (more.length > 0 || text.split('.').length !== 3) return undefined
  const header = jsonOf(protectedText)
  return header && { header, protectedText, payloadText, signatureText }
}

export const jsonOf = (text: string): JsonObject | undefined =>
  /^[\w-]+$/.test(text) ? objectIn(() => Buffer.from(text, 'base64url').toString()) : undefined

const SIGNATURES: Readonly<Record<string, SignatureName>> = {
  RS256: 'RSA-SHA256',
  RS384: 'RSA-SHA384',
  RS512: 'RSA-SHA512',
  PS256: 'RSA-PSS-SHA256',
  PS384: 'RSA-PSS-SHA384',
  PS512: 'RSA-PSS-SHA512',
  ES256: 'ECDSA-P256-SHA256',
  ES384: 'ECDSA-P384-SHA384',
  ES512: 'ECDSA-P521-SHA512',
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
}

/** The algorithm that the settings stand for: of the private key, or of the secret. */
export function algorithmOf({ signingKey, algorithm }: Signed['values']): string {
  if (algorithm !== undefined) return algorithm
  if (!signingKey) return 'HS256'
  const { kind, curve } = readSigningKey(signingKey)
  if (kind === 'EC') return curve === 'P-256' ? 'ES256' : curve === 'P-384' ? 'ES384' : 'ES512'
  return kind === 'RSA' ? 'RS256' : 'EdDSA'
}

/** Holds `alg` and `kid` of a header against the settings. */
export function checkHeader({ header }: Jws, { values, variable }: Signed, problems: Problems): void {
  const expected = algorithmOf(values)
  const alg = String(header.alg ?? '')
  if (alg !== expected && !(SIGNATURES[alg] === 'Ed25519' && SIGNATURES[expected] === 'Ed25519'))
    problems.same('alg', header.alg === undefined ? undefined : alg, expected)
  if (values.keyId !== undefined)
    problems.same(
      'kid',
      typeof header.kid === 'string' ? header.kid : undefined,
      values.keyId,
      ` (${variable('keyId')})`,
    )
}

interface Draft {
  readonly protectedText: string
  readonly payload: Buffer
  readonly dot: string
  readonly secret: Buffer
  readonly hash: string
  readonly check: Check
}

export interface JwsSource {
  /** What the signature is called: `jws`, `DPoP proof`. */
  readonly name: string
  readonly jws: Jws
  /** What is signed after the dot. */
  readonly payload: Buffer
  /** The setting that is the secret, and its bytes. */
  readonly secret?: { readonly setting: string; readonly bytes: Buffer }
  readonly variations?: Iterable<Variation<JwsDraft>>
}

export type JwsDraft = Draft

/** The signature of a JWS, by a secret or a private key of the settings. */
export function jwsSignature(
  signed: Signed,
  { name, jws, payload, secret, variations = [] }: JwsSource,
): Signature<Draft> {
  const alg = algorithmOf(signed.values)
  const { signingKey } = signed.values
  const check: Check = { name: SIGNATURES[alg] ?? 'RSA-SHA256' }
  const draft: Draft = {
    protectedText: jws.protectedText,
    payload,
    dot: '.',
    secret: secret?.bytes ?? Buffer.alloc(0),
    hash: `sha${alg.slice(2)}`,
    check,
  }
  const input = ({ protectedText, dot, payload: signedBytes }: Draft) =>
    Buffer.concat([Buffer.from(protectedText + dot), signedBytes])
  const about = { name, sent: jws.signatureText, draft, input, encoding: 'base64url' as const }
  if (/^HS\d+$/.test(alg))
    return {
      ...about,
      expected: (made) => hmac(made.hash, made.secret, input(made)),
      variations: () => [...secretVariations(signed, secret), ...hashes(alg), ...variations],
    }
  const key = keyOf(signingKey)
  const text = { text: jws.signatureText, encoding: about.encoding }
  const held = key && heldBy({ ...text, key }, input, signed.variable('signingKey'))
  return {
    ...about,
    ...(held ?? { holds: () => false }),
    variations: () => [...checkVariations<Draft>(check), ...variations],
  }
}

const keyOf = (text: string | undefined): KeyObject | undefined => (text ? publicKeyOf(text) : undefined)

const secretVariations = (signed: Signed, secret: JwsSource['secret']): Variation<Draft>[] =>
  secret
    ? keyVariations<Draft>(signed, secret.setting, secret.bytes, (bytes) => (draft) => ({
        ...draft,
        secret: bytes,
      }))
    : []

const hashes = (alg: string): Variation<Draft>[] =>
  ['HS256', 'HS384', 'HS512']
    .filter((other) => other !== alg)
    .map((other) => ({
      kind: 'key',
      when: `it is made by ${other}`,
      advice: `Use ${alg}, or name ${other} in alg.`,
      change: (draft) => ({ ...draft, hash: `sha${other.slice(2)}` }),
    }))

/** Times of claims, by which a token is too old or not yet valid. */
export function claimTime(
  claims: JsonObject,
  lifetime: number,
  problems: Problems,
): { seconds: number; maxAge: number } | undefined {
  const { iat, exp } = claims
  if (typeof iat !== 'number') {
    problems.add('iat', iat === undefined ? 'it is missing' : 'it is not a number of seconds since 1970')
    return undefined
  }
  if (iat > 1e11) {
    problems.add('iat', `${iat} was sent, expected seconds since 1970: it is in milliseconds`)
    return undefined
  }
  if (exp !== undefined && (typeof exp !== 'number' || exp <= iat)) {
    problems.add('exp', `${quoted(String(exp))} was sent, expected a time after iat`)
    return undefined
  }
  return { seconds: iat, maxAge: typeof exp === 'number' ? exp - iat : lifetime }
}

/** A claim that must have one value. */
export function checkClaim(
  claims: JsonObject,
  name: string,
  expected: string | undefined,
  problems: Problems,
  why = '',
): void {
  if (expected === undefined) return
  const sent = claims[name]
  if (Array.isArray(sent) && sent.length === 1 && sent[0] === expected) return
  problems.same(
    name,
    sent === undefined ? undefined : typeof sent === 'string' ? sent : JSON.stringify(sent),
    expected,
    why,
  )
}
