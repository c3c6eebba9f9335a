import { concat, fromBase64 } from '../bytes.js'
import { CountersignError } from '../errors.js'
import type { SigningKey } from '../host.js'
import type { Bytes } from '../message.js'
import { children, equal, INTEGER, OCTET_STRING, OID, readOne, SEQUENCE, write } from './der.js'
import { findBlock } from './key-text.js'
import { PemProblem, readable, readPrivateKey } from './pem.js'
import { CURVES, EC, ED25519, RSA, RSA_PSS } from './signature-oids.js'

/**
 * Reads a private key for signatures: PEM of PKCS#8, PKCS#1 (RSA) or SEC1 (EC), or a JWK (RFC 7517, RFC 8037). RSA of
 * 2048 bits or more, EC of P-256, P-384 and P-521, Ed25519.
 * @throws {CountersignError} `invalid-key` on anything else: garbage, cut off, encrypted, a public key
 * @example
 * ```ts
 * import { nodeSigner } from '@countersign/hosts/node'
 * const signerOf = (pem: string) => nodeSigner('RSA-SHA256', readSigningKey(pem))
 * ```
 */
export function readSigningKey(text: string): SigningKey {
  try {
    return text.trim().startsWith('{') ? readJwk(text) : readPem(text)
  } catch (thrown) {
    const problem = thrown instanceof PemProblem ? thrown.message : 'cannot be read'
    throw new CountersignError('invalid-key', `The signing key ${problem}.`)
  }
}

function readPem(pem: string): SigningKey {
  const block = findBlock(pem, ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY'], 'private key')
  return readable(block.label, () => {
    if (block.label === 'RSA PRIVATE KEY') return { kind: 'RSA', pkcs8: readPrivateKey(pem).pkcs8 }
    if (block.label === 'EC PRIVATE KEY') return sec1Key(block.der)
    const [, algorithm, key] = children(readOne(block.der, SEQUENCE))
    const [oid, parameters] = children(algorithm)
    if (oid && equal(oid.content, RSA)) return { kind: 'RSA', pkcs8: readPrivateKey(pem).pkcs8 }
    if (oid && key && equal(oid.content, RSA_PSS)) return rsaKey(key.content)
    if (oid && equal(oid.content, ED25519)) return { kind: 'Ed25519', pkcs8: block.der }
    if (oid && equal(oid.content, EC))
      return { kind: 'EC', curve: curveOf(parameters?.content), pkcs8: block.der }
    throw new PemProblem('is of a kind that is not known; use RSA, EC (P-256, P-384, P-521) or Ed25519')
  })
}

function curveOf(oid: Bytes | undefined): NonNullable<SigningKey['curve']> {
  const curve = CURVES.find(([, own]) => oid && equal(own, oid))?.[0]
  if (!curve) throw new PemProblem('is on a curve that is not known; use P-256, P-384 or P-521')
  return curve
}

/** ECPrivateKey (RFC 5915), whose curve is in its field [0]. */
function sec1Key(der: Bytes): SigningKey {
  const parameters = children(readOne(der, SEQUENCE)).find(({ tag }) => tag === 0xa0)
  const curve = curveOf(parameters && children(parameters)[0]?.content)
  return { kind: 'EC', curve, pkcs8: ecKey(curve, der) }
}

function ecKey(curve: string, ecPrivateKey: Bytes): Bytes {
  const oid = CURVES.find(([name]) => name === curve)?.[1] ?? new Uint8Array()
  return privateKeyInfo([write(OID, EC), write(OID, oid)], ecPrivateKey)
}

const VERSION_0 = write(INTEGER, new Uint8Array([0]))

const privateKeyInfo = (algorithm: readonly Bytes[], key: Bytes): Bytes =>
  write(SEQUENCE, VERSION_0, write(SEQUENCE, ...algorithm), write(OCTET_STRING, key))

function readJwk(text: string): SigningKey {
  const jwk = JSON.parse(text) as Readonly<Record<string, unknown>>
  if (typeof jwk.d !== 'string') throw new PemProblem('is a JWK without a private key ("d")')
  const part = (name: string, length = 0) => {
    const value = jwk[name]
    if (typeof value !== 'string' || value === '') throw new PemProblem(`is a JWK without "${name}"`)
    const read = fromBase64(value)
    if (length && read.length !== length)
      throw new PemProblem(`is a JWK whose "${name}" is not of ${length} bytes`)
    return read
  }
  if (jwk.kty === 'RSA') return rsaJwk(part)
  if (jwk.kty === 'EC') return ecJwk(jwk.crv, part)
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519')
    throw new PemProblem('is a JWK of a kind that is not known; use RSA, EC (P-256, P-384, P-521) or Ed25519')
  const pkcs8 = privateKeyInfo([write(OID, ED25519)], write(OCTET_STRING, part('d', 32)))
  return { kind: 'Ed25519', pkcs8, ...(jwk.x !== undefined && { point: part('x', 32) }) }
}

type Part = (name: string, length?: number) => Bytes

function rsaJwk(part: Part): SigningKey {
  const numbers = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => unsigned(part(name)))
  return rsaKey(write(SEQUENCE, VERSION_0, ...numbers))
}

/** @param rsaPrivateKey RSAPrivateKey (RFC 8017 appendix A.1.2), DER */
function rsaKey(rsaPrivateKey: Bytes): SigningKey {
  const [, modulus] = children(readOne(rsaPrivateKey, SEQUENCE))
  const size = (modulus ? bare(modulus.content).length : 0) * 8
  if (size < 2048) throw new PemProblem(`is an RSA key of ${size} bits; at least 2048 are needed`)
  return { kind: 'RSA', pkcs8: privateKeyInfo([write(OID, RSA), write(0x05)], rsaPrivateKey) }
}

/** A number as DER has it: with a zero before a first bit that would be a sign, and no other. */
function unsigned(number: Bytes): Bytes {
  const digits = bare(number)
  return write(INTEGER, (digits[0] ?? 0) & 0x80 ? concat(new Uint8Array([0]), digits) : digits)
}

/** A number without zeros before it. */
const bare = (number: Bytes): Bytes =>
  number.slice(
    Math.max(
      0,
      number.findIndex((value) => value !== 0),
    ),
  )

function ecJwk(crv: unknown, part: Part): SigningKey {
  const [curve, , size] = CURVES.find(([name]) => name === crv) ?? []
  if (!curve) throw new PemProblem('is a JWK on a curve that is not known; use P-256, P-384 or P-521')
  const point = concat(new Uint8Array([0, 4]), part('x', size), part('y', size))
  const key = write(
    SEQUENCE,
    write(INTEGER, new Uint8Array([1])),
    write(OCTET_STRING, part('d', size)),
    write(0xa1, write(0x03, point)),
  )
  return { kind: 'EC', curve, pkcs8: ecKey(curve, key) }
}

/** The secret number of an EC or Ed25519 key, for hosts that sign by it. */
export function secretOf({ kind, pkcs8 }: SigningKey): Bytes {
  const [, , key] = children(readOne(pkcs8, SEQUENCE))
  const content = key?.content ?? new Uint8Array()
  if (kind === 'Ed25519') return readOne(content, OCTET_STRING).content
  return children(readOne(content, SEQUENCE))[1]?.content ?? new Uint8Array()
}
