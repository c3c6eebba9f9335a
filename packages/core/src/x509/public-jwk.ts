import { plainCodec } from '../bytes.js'
import { CountersignError } from '../errors.js'
import type { SigningKey } from '../host.js'
import type { Bytes } from '../message.js'
import { children, readOne, SEQUENCE } from './der.js'

/**
 * A public key as JWK (RFC 7517), with the members that its thumbprint is made of, in their order (RFC 7638 section 3.2).
 * Numbers are in base64url without padding (RFC 7518 section 6).
 * @example const jwk: PublicJwk = { crv: 'Ed25519', kty: 'OKP', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
 */
export type PublicJwk =
  | { readonly e: string; readonly kty: 'RSA'; readonly n: string }
  | { readonly crv: string; readonly kty: 'EC'; readonly x: string; readonly y: string }
  | { readonly crv: 'Ed25519'; readonly kty: 'OKP'; readonly x: string }

/**
 * The public half of a signing key, as a DPoP proof carries it (RFC 9449 section 4.2).
 * @throws {CountersignError} `invalid-key` on a key that was written without its public half
 * @throws {Error} on PKCS#8 that is not well-formed, as `readSigningKey` never gives it
 * @example
 * ```ts
 * import { readSigningKey } from '@countersign/core'
 * const jwkOf = (pem: string) => publicJwk(readSigningKey(pem))
 * ```
 */
export function publicJwk(key: SigningKey): PublicJwk {
  const [, , content] = children(readOne(key.pkcs8, SEQUENCE))
  if (key.kind === 'Ed25519') return { crv: 'Ed25519', kty: 'OKP', x: base64url(key.point ?? attached(key)) }
  const parts = children(readOne(content?.content ?? new Uint8Array(), SEQUENCE))
  if (key.kind === 'RSA') {
    const [, modulus, exponent] = parts
    return { e: numberOf(exponent?.content), kty: 'RSA', n: numberOf(modulus?.content) }
  }
  // The point, uncompressed (SEC 1 section 2.3.3), in field [1] (RFC 5915 section 3).
  const field = parts.find(({ tag }) => tag === 0xa1)
  const point = field && children(field)[0]?.content.slice(2)
  if (!point) throw withoutPublic()
  const size = point.length / 2
  return {
    crv: key.curve ?? '',
    kty: 'EC',
    x: base64url(point.slice(0, size)),
    y: base64url(point.slice(size)),
  }
}

/** The public key behind a private one, in field [1] (RFC 5958 section 2). */
function attached({ pkcs8 }: SigningKey): Bytes {
  const field = children(readOne(pkcs8, SEQUENCE)).find(({ tag }) => tag === 0x81)
  if (!field) throw withoutPublic()
  return field.content.slice(1)
}

const withoutPublic = () =>
  new CountersignError(
    'invalid-key',
    'The signing key has no public key in it, which is sent along. Give it as a JWK, which has one.',
  )

const { base64url } = plainCodec

/** An integer of DER without the zero that keeps it positive. */
const numberOf = (integer: Bytes = new Uint8Array()) =>
  base64url(integer[0] === 0 ? integer.slice(1) : integer)
