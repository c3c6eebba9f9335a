import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto'
import type { Cipher, CipherKey, DecryptInput, EncryptInput, OaepHash } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { checkDecrypt, checkEncrypt } from '../shared/sizes.js'
import { nodeCbc, openCbc } from './cbc.js'

/**
 * RSA-OAEP and AES by `node:crypto`, with promises and without.
 * @example const host = { name: 'My tool', cipher: nodeCipher() }
 */
export function nodeCipher(): Cipher {
  return {
    publicKey: (spki, hash) => new NodeKey('public', createPublicKey({ key: spki as Buffer, ...SPKI }), hash),
    privateKey: (pkcs8, hash) =>
      new NodeKey('private', createPrivateKey({ key: pkcs8 as Buffer, ...PKCS8 }), hash),
    encryptKey: async (key, cek) => publicEncrypt(oaep(key, 'public'), cek) as Bytes,
    decryptKey: async (key, encryptedKey) => decryptKey(key, encryptedKey),
    encrypt: async (message) => encrypt(message),
    decrypt: async (message) => (message.encryption === 'A128CBC-HS256' ? openCbc : openGcm)(message),
    cbc: nodeCbc,
  }
}

const SPKI = { format: 'der', type: 'spki' } as const
const PKCS8 = { format: 'der', type: 'pkcs8' } as const

class NodeKey implements CipherKey {
  readonly kind
  readonly options
  /** Length of the modulus in bytes. */
  readonly size: number

  constructor(kind: CipherKey['kind'], key: KeyObject, hash: OaepHash = 'SHA-256') {
    this.kind = kind
    this.options = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash }
    if (key.asymmetricKeyType !== 'rsa') throw new Error('not an RSA key')
    this.size = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8)
  }
}

function oaep(key: CipherKey, kind: CipherKey['kind']) {
  return own(key, kind).options
}

function own(key: CipherKey, kind: CipherKey['kind']): NodeKey {
  if (!(key instanceof NodeKey) || key.kind !== kind) throw new Error(`not a ${kind} key of this cipher`)
  return key
}

function decryptKey(key: CipherKey, encryptedKey: Bytes): Bytes {
  const { options, size } = own(key, 'private')
  // OpenSSL reads a shorter one as if zeros stood before it; RFC 8017 section 7.1.2 does not.
  if (encryptedKey.length !== size) throw new Error('a wrapped key of the wrong length')
  return privateDecrypt(options, encryptedKey) as Bytes
}

const TAG = { authTagLength: 16 } as const

function encrypt(message: EncryptInput): { ciphertext: Bytes; tag: Bytes } {
  checkEncrypt(message)
  const cipher = createCipheriv('aes-256-gcm', message.key, message.iv, TAG)
  cipher.setAAD(message.aad)
  const ciphertext = cipher.update(message.plaintext) as Bytes
  cipher.final()
  return { ciphertext, tag: cipher.getAuthTag() as Bytes }
}

const GCM = { 16: 'aes-128-gcm', 24: 'aes-192-gcm', 32: 'aes-256-gcm' } as const

function openGcm(message: DecryptInput): Bytes {
  checkDecrypt(message)
  const algorithm = GCM[message.key.length as keyof typeof GCM]
  const decipher = createDecipheriv(algorithm, message.key, message.iv, TAG)
  decipher.setAAD(message.aad)
  decipher.setAuthTag(message.tag)
  const plaintext = decipher.update(message.ciphertext) as Bytes
  // Throws where the tag does not match; until then nothing is given out.
  decipher.final()
  return plaintext
}
