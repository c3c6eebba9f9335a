import { constants, createHash, type KeyObject, publicDecrypt } from 'node:crypto'
import { type ByteReading, readings } from '../search/byte-readings.js'
import { lossyWriters } from '../search/writers.js'

/** A signature that was sent, and what the public key finds in it. */
export interface SentSignature {
  readonly bytes: Buffer
  readonly key: KeyObject
  /** What RSASSA-PKCS1-v1_5 signed with this key: a hash and its name (RFC 8017 section 9.2). */
  readonly content: Buffer | undefined
}

/**
 * The bytes of a signature by a private key, in whatever encoding gives as many as the key makes. Of a text that lost
 * digits only how it was written is known: nothing can be held against it.
 */
export function signatureIn(text: string, key: KeyObject): ByteReading {
  const length = lengthBy(key)
  const all = readings(text, [length])
  const right = all.find(({ bytes }) => bytes.length === length || isDerBy(key, bytes))
  const lossy = lossyWriters.find(({ fits }) => fits(text, length))
  if (right || !lossy) return right ?? all[0] ?? { bytes: Buffer.from(text, 'base64'), when: '' }
  return { bytes: Buffer.alloc(0), when: lossy.says }
}

/** Reads a signature once, so that many texts can be held against it. */
export function readSignature(bytes: Buffer, key: KeyObject): SentSignature {
  return { bytes, key, content: opened(bytes, key, constants.RSA_PKCS1_PADDING) }
}

function opened(bytes: Buffer, key: KeyObject, padding: number): Buffer | undefined {
  if (key.asymmetricKeyType !== 'rsa') return undefined
  try {
    return publicDecrypt({ key, padding }, bytes)
  } catch {
    return undefined
  }
}

/** The DER before each hash (RFC 8017 section 9.2, note 1). */
const PREFIXES = {
  sha256: '3031300d060960864801650304020105000420',
  sha1: '3021300906052b0e03021a05000414',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
  md5: '3020300c06082a864886f70d020505000410',
}
export type Hash = keyof typeof PREFIXES

/** Whether it is one of RSASSA-PKCS1-v1_5 over these data. */
export const isPkcs1 = ({ content }: SentSignature, hash: Hash, data: string | Uint8Array): boolean =>
  content?.equals(
    Buffer.concat([Buffer.from(PREFIXES[hash], 'hex'), createHash(hash).update(data).digest()]),
  ) === true

/** Whether it is by this key whatever it signs, as RSASSA-PKCS1-v1_5 shows. */
export function isByKey({ content }: SentSignature): boolean {
  const hex = content?.toString('hex') ?? ''
  return Object.values(PREFIXES).some((prefix) => hex.startsWith(prefix))
}

/** Why a signature cannot be one by the key of a setting; undefined if it may be. */
export function unlikeKey(sent: SentSignature, setting: string): string | undefined {
  const { bytes, key, content } = sent
  const expected = lengthBy(key)
  if (content || isDerBy(key, bytes)) return undefined
  if (bytes.length === expected)
    return key.asymmetricKeyType !== 'rsa' || mayBePss(sent)
      ? undefined
      : `it is made with a key other than ${setting}`
  return `${kindOf(bytes)}; expected the ${expected} bytes of a signature by ${setting}`
}

/** Whether it may be one of RSASSA-PSS by this key: what it encodes ends so (RFC 8017 section 9.1.1). */
const mayBePss = ({ bytes, key }: SentSignature) =>
  opened(bytes, key, constants.RSA_NO_PADDING)?.at(-1) === 0xbc

const CURVES: Readonly<Record<string, number>> = { prime256v1: 64, secp384r1: 96, secp521r1: 132 }

/** How long a signature by a key is. */
export function lengthBy({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): number {
  if (asymmetricKeyType === 'rsa') return Math.ceil((asymmetricKeyDetails?.modulusLength ?? 0) / 8)
  return CURVES[asymmetricKeyDetails?.namedCurve ?? ''] ?? 64
}

const isDer = (bytes: Buffer) => bytes[0] === 0x30 && (bytes[1] === bytes.length - 2 || bytes[1] === 0x81)
const isDerBy = ({ asymmetricKeyType }: KeyObject, bytes: Buffer) =>
  asymmetricKeyType === 'ec' && isDer(bytes)

function kindOf(bytes: Buffer): string {
  const { length } = bytes
  const hmac = { 20: 'HMAC-SHA1', 32: 'HMAC-SHA256', 64: 'HMAC-SHA512 or an elliptic curve' }[length]
  if (hmac) return `it has ${length} bytes, as one by ${hmac} has`
  if (isDer(bytes)) return 'it is one by an elliptic curve (ECDSA)'
  const isRsa = length >= 128 && length % 64 === 0
  return `it has ${length} bytes, ${isRsa ? `as one by an RSA key of ${length * 8} bits has` : 'so it is cut off or not a signature'}`
}
