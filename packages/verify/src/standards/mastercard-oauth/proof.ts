import { constants, createHash, createHmac, type KeyObject, publicDecrypt } from 'node:crypto'
import type { SignatureName } from '@countersign/core'
import { isRight } from '../../resign/sent-signatures.js'

/** A signature that was sent, and what the public key finds in it. */
export interface SentSignature {
  readonly bytes: Buffer
  readonly key: KeyObject
  /** What RSASSA-PKCS1-v1_5 signed with this key: a hash and its name (RFC 8017 section 9.2). */
  readonly content: Buffer | undefined
}

/** Whether a signature is one of a text. */
export type Proof = (text: string, sent: SentSignature) => boolean

/** Reads a signature once, so that many texts can be held against it. */
export function readSignature(bytes: Buffer, key: KeyObject): SentSignature {
  try {
    return { bytes, key, content: publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, bytes) }
  } catch {
    return { bytes, key, content: undefined }
  }
}

/** Whether a signature may be one of RSASSA-PSS by this key: what it encodes ends so (RFC 8017 section 9.1.1). */
export function mayBePss({ bytes, key }: SentSignature): boolean {
  try {
    return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, bytes).at(-1) === 0xbc
  } catch {
    return false
  }
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()

/** The DER before each hash (RFC 8017 section 9.2, note 1). */
const PREFIXES = {
  sha256: '3031300d060960864801650304020105000420',
  sha1: '3021300906052b0e03021a05000414',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
  md5: '3020300c06082a864886f70d020505000410',
}
export type Hash = keyof typeof PREFIXES

const digestInfo = (hash: Hash, data: string | Buffer) =>
  Buffer.concat([Buffer.from(PREFIXES[hash], 'hex'), createHash(hash).update(data).digest()])

/** RSASSA-PKCS1-v1_5 over what is made of the text. */
export const pkcs1 =
  (hash: Hash, made: (text: string) => string | Buffer = (text) => text): Proof =>
  (text, { content }) =>
    content?.equals(digestInfo(hash, made(text))) === true

export const rsaSha256: Proof = pkcs1('sha256')

/** The SHA-256 alone, without its name. */
export const bareHash: Proof = (text, { content }) => content?.equals(sha256(text)) === true

/** The SHA-256 is made before, and hashed again by what signs. */
export const hashedTwice = (encoding?: 'hex' | 'base64'): Proof =>
  pkcs1('sha256', (text) => (encoding ? sha256(text).toString(encoding) : sha256(text)))

/** By the RSA key, in a way that does not show what was signed. */
export const byName =
  (name: SignatureName): Proof =>
  (text, { bytes, key, content }) =>
    content === undefined && isRight(name, key, Buffer.from(text), bytes)

export const byOtherKey =
  (key: KeyObject): Proof =>
  (text, { bytes }) =>
    isRight('RSA-SHA256', key, Buffer.from(text), bytes)

export const byHmac =
  (hash: string, key: string): Proof =>
  (text, { bytes }) =>
    createHmac(hash, key).update(text).digest().equals(bytes)

/** The name of the hash that was signed; undefined if the signature is not by this key. */
export function hashIn({ content }: SentSignature): Hash | undefined {
  const hex = content?.toString('hex') ?? ''
  return (Object.keys(PREFIXES) as Hash[]).find((name) => hex.startsWith(PREFIXES[name]))
}
