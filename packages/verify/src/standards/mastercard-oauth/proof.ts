import { createHash, createHmac, type KeyObject } from 'node:crypto'
import type { SignatureName } from '@countersign/core'
import { isRight } from '../../resign/sent-signatures.js'
import { type Hash, isPkcs1, type SentSignature } from '../sent-signature.js'

/** Whether a signature is one of a text. */
export type Proof = (text: string, sent: SentSignature) => boolean

/** RSASSA-PKCS1-v1_5 over what is made of the text. */
export const pkcs1 =
  (hash: Hash, made: (text: string) => string | Buffer = (text) => text): Proof =>
  (text, sent) =>
    isPkcs1(sent, hash, made(text))

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()

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
