import { concat, fromBase64 } from '../bytes.js'
import { CountersignError } from '../errors.js'
import type { VerifyingKey } from '../host.js'
import type { Bytes } from '../message.js'
import { readCertificate } from './certificate.js'
import { children, equal, INTEGER, OID, readOne, SEQUENCE, write } from './der.js'
import { findBlock } from './key-text.js'
import { PemProblem, readable, readPublicKey } from './pem.js'
import { CURVES, EC, ED25519, RSA, RSA_PSS } from './signature-oids.js'

/**
 * Reads a public key that signatures are checked by: PEM of SPKI, PKCS#1 (RSA) or a certificate, or a JWK (RFC 7517,
 * RFC 8037). RSA of 2048 bits or more, EC of P-256, P-384 and P-521, Ed25519.
 * @throws {CountersignError} `invalid-key` on anything else
 * @example
 * ```ts
 * import { nodeVerifier } from '@countersign/hosts/node'
 * const verifierOf = (pem: string) => nodeVerifier('RSA-PSS-SHA512', readVerifyingKey(pem))
 * ```
 */
export function readVerifyingKey(text: string): VerifyingKey {
  try {
    return keyOf(text.trim().startsWith('{') ? jwkSpki(text) : pemSpki(text))
  } catch (thrown) {
    const problem = thrown instanceof PemProblem ? thrown.message : 'cannot be read'
    throw new CountersignError('invalid-key', `The verifying key ${problem}.`)
  }
}

function pemSpki(pem: string): Bytes {
  const block = findBlock(pem, ['CERTIFICATE', 'PUBLIC KEY', 'RSA PUBLIC KEY'], 'certificate or public key')
  return readable(block.label, () => {
    if (block.label === 'RSA PUBLIC KEY') return readPublicKey(pem).spki
    return block.label === 'PUBLIC KEY' ? block.der : readCertificate(block.der).spki
  })
}

function keyOf(spki: Bytes): VerifyingKey {
  const [algorithm, key] = children(readOne(spki, SEQUENCE))
  const [oid, parameters] = children(algorithm)
  const is = (known: Bytes) => oid !== undefined && equal(oid.content, known)
  if (is(ED25519)) return { kind: 'Ed25519', spki }
  if (is(RSA)) return { kind: 'RSA', spki }
  // The same numbers under the name of one padding.
  if (is(RSA_PSS))
    return { kind: 'RSA', spki: write(SEQUENCE, RSA_ALGORITHM, key?.whole ?? new Uint8Array()) }
  const curve = CURVES.find(([, own]) => parameters && equal(own, parameters.content))?.[0]
  if (is(EC) && curve) return { kind: 'EC', curve, spki }
  throw new PemProblem('is of a kind that is not known; use RSA, EC (P-256, P-384, P-521) or Ed25519')
}

const RSA_ALGORITHM = write(SEQUENCE, write(OID, RSA), write(0x05))
const bitString = (content: Bytes) => write(0x03, new Uint8Array([0]), content)

function jwkSpki(text: string): Bytes {
  const jwk = JSON.parse(text) as Readonly<Record<string, unknown>>
  const part = (name: string) => fromBase64(String(jwk[name] ?? ''))
  if (jwk.kty === 'RSA') {
    const numbers = [part('n'), part('e')].map((number) => write(INTEGER, new Uint8Array([0]), number))
    return write(SEQUENCE, RSA_ALGORITHM, bitString(write(SEQUENCE, ...numbers)))
  }
  if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519')
    return write(SEQUENCE, write(SEQUENCE, write(OID, ED25519)), bitString(part('x')))
  const [, curve, size] = CURVES.find(([name]) => name === jwk.crv) ?? []
  if (jwk.kty !== 'EC' || !curve || part('x').length !== size || part('y').length !== size)
    throw new PemProblem('is a JWK of a kind that is not known; use RSA, EC (P-256, P-384, P-521) or Ed25519')
  const point = concat(new Uint8Array([4]), part('x'), part('y'))
  return write(SEQUENCE, write(SEQUENCE, write(OID, EC), write(OID, curve)), bitString(point))
}
