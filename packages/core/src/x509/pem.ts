import type { Bytes } from '../message.js'
import { readCertificate } from './certificate.js'
import { children, equal, INTEGER, OCTET_STRING, readOne, SEQUENCE, write } from './der.js'
import { findBlock, PemProblem, type Unlocking, unreadable } from './key-text.js'

export { PemProblem } from './key-text.js'

/**
 * Who a certificate is for and how long it lasts (RFC 5280 section 4.1.2).
 * @example const isValid = ({ notBefore, notAfter }: CertificateFacts, now: number) => notBefore <= now && now < notAfter
 */
export interface CertificateFacts {
  /** For people: `CN=client-1, O=Acme`, at most 200 characters. */
  readonly subject: string
  /** Seconds since 1970. */
  readonly notBefore: number
  /** Seconds since 1970. */
  readonly notAfter: number
}

/**
 * An RSA public key.
 * @example const subjectOf = ({ certificate }: PublicKey) => certificate?.subject
 */
export interface PublicKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Bytes
  /** The size of its modulus in bits: 2048 or more. */
  readonly bits: number
  /** The certificate that it came in, if it came in one. */
  readonly certificate?: CertificateFacts
}

/**
 * An RSA private key.
 * @example const isStrong = ({ bits }: PrivateKey) => bits >= 2048
 */
export interface PrivateKey {
  /** PrivateKeyInfo, DER. */
  readonly pkcs8: Bytes
  /** SubjectPublicKeyInfo of its public half, DER. */
  readonly spki: Bytes
  /** The size of its modulus in bits: 2048 or more. */
  readonly bits: number
}

// rsaEncryption, 1.2.840.113549.1.1.1, with its NULL parameters (RFC 8017 appendix A.1).
const RSA_OID = new Uint8Array([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01])
const RSA_ALGORITHM = write(SEQUENCE, write(0x06, RSA_OID), write(0x05))

/**
 * Reads an X.509 certificate, SPKI or PKCS#1 public key (RFC 7468, RFC 8017), as PEM or as DER in base64; with a host
 * that opens it, out of a PKCS#12 file too.
 * @throws {PemProblem} on anything else: garbage, cut off, another kind of key, fewer than 2048 bits
 * @example const bitsOf = (certificate: string) => readPublicKey(certificate).bits
 */
export function readPublicKey(text: string, unlocking?: Unlocking): PublicKey {
  const labels = ['CERTIFICATE', 'PUBLIC KEY', 'RSA PUBLIC KEY']
  const block = findBlock(text, labels, 'certificate or public key', unlocking)
  return readable(block.label, () => {
    if (block.label === 'RSA PUBLIC KEY') return checkedKey(spkiOf(readOne(block.der, SEQUENCE).whole))
    if (block.label === 'PUBLIC KEY') return checkedKey(readOne(block.der, SEQUENCE).whole)
    const { spki, subject, notBefore, notAfter } = readCertificate(block.der)
    return { ...checkedKey(spki), certificate: { subject, notBefore, notAfter } }
  })
}

/**
 * Reads a PKCS#8 or PKCS#1 private key (RFC 5958, RFC 8017), as PEM or as DER in base64; with a host that opens it, an
 * encrypted one or one out of a PKCS#12 file too.
 * @throws {PemProblem} on anything else: garbage, cut off, a wrong password, another kind of key, fewer than 2048 bits
 * @example const bitsOf = (pem: string) => readPrivateKey(pem).bits
 */
export function readPrivateKey(text: string, unlocking?: Unlocking): PrivateKey {
  const block = findBlock(text, ['PRIVATE KEY', 'RSA PRIVATE KEY'], 'private key', unlocking)
  return readable(block.label, () => {
    const pkcs8 =
      block.label === 'PRIVATE KEY'
        ? block.der
        : write(SEQUENCE, VERSION_0, RSA_ALGORITHM, write(OCTET_STRING, block.der))
    const [, algorithm, key] = children(readOne(pkcs8, SEQUENCE))
    requireRsa(algorithm?.content)
    const numbers = children(readOne(key?.content ?? new Uint8Array(), SEQUENCE))
    const [, modulus, exponent] = numbers
    if (numbers.length < 9 || !modulus || !exponent) throw new Error('a number is missing')
    return { pkcs8, ...checkedKey(spkiOf(write(SEQUENCE, modulus.whole, exponent.whole))) }
  })
}

const VERSION_0 = write(INTEGER, new Uint8Array([0]))

function spkiOf(pkcs1: Bytes): Bytes {
  return write(SEQUENCE, RSA_ALGORITHM, write(0x03, new Uint8Array([0]), pkcs1))
}

function checkedKey(spki: Bytes): PublicKey {
  const [algorithm, key] = children(readOne(spki, SEQUENCE))
  requireRsa(algorithm?.content)
  const [modulus, exponent] = children(readOne((key?.content ?? new Uint8Array()).slice(1), SEQUENCE))
  if (modulus?.tag !== INTEGER || exponent?.tag !== INTEGER) throw new Error('a number is missing')
  const bits = bitLength(modulus.content)
  // RFC 7518 section 4.3: a key of 2048 bits or larger MUST be used.
  if (bits < 2048) throw new PemProblem(`is an RSA key of ${bits} bits; at least 2048 are needed`)
  return { spki, bits }
}

function bitLength(integer: Bytes): number {
  const start = integer.findIndex((value) => value !== 0)
  return start < 0 ? 0 : (integer.length - start) * 8 - Math.clz32(integer[start] ?? 0) + 24
}

function requireRsa(algorithm: Bytes | undefined): void {
  const oid = algorithm?.slice(2, 2 + RSA_OID.length)
  if (!oid || !equal(oid, RSA_OID))
    throw new PemProblem('holds no RSA key (an EC key, perhaps); an RSA key is needed')
}

export function readable<T>(label: string, read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof PemProblem) throw thrown
    throw unreadable(label)
  }
}
