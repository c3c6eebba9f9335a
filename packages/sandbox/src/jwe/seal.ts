import { constants, createCipheriv, createHmac, publicEncrypt, randomBytes } from 'node:crypto'
import type { Identity } from '../certificates.js'
import type { MastercardOptions } from '../verifier-options.js'

type Sealed = readonly [ciphertext: Buffer, tag: Buffer]
type Recipient = Pick<Identity, 'publicKey' | 'fingerprint'>
type SealOptions = Pick<MastercardOptions, 'ivBits' | 'alphabet' | 'enc'>

const KEY_BYTES = { A128GCM: 16, A192GCM: 24, A256GCM: 32, 'A128CBC-HS256': 32 }
const GCM = { A128GCM: 'aes-128-gcm', A192GCM: 'aes-192-gcm', A256GCM: 'aes-256-gcm' } as const

/**
 * A response as a compact JWE (RFC 7516, section 7.1). By hand on node:crypto, since jose rightly writes
 * neither IVs of 128 bits nor plain base64, and the vendor does.
 */
export function sealResponse(text: string, to: Recipient, options: SealOptions = {}): string {
  const { ivBits = 96, alphabet = 'base64url', enc = 'A256GCM' } = options
  const header = { kid: to.fingerprint, cty: 'application/json', alg: 'RSA-OAEP-256', enc }
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url')
  const aad = Buffer.from(protectedHeader, 'ascii')
  const key = randomBytes(KEY_BYTES[enc])
  const iv = randomBytes(enc === 'A128CBC-HS256' ? 16 : ivBits / 8)
  const [ciphertext, tag] =
    enc === 'A128CBC-HS256' ? cbc(text, key, iv, aad) : gcm(GCM[enc], text, key, iv, aad)
  const parts = [encryptedKey(key, to), iv, ciphertext, tag].map((part) => part.toString(alphabet))
  return [protectedHeader, ...parts].join('.')
}

const encryptedKey = (cek: Buffer, { publicKey: key }: Recipient) =>
  publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, cek)

function gcm(
  name: 'aes-256-gcm' | 'aes-192-gcm' | 'aes-128-gcm',
  text: string,
  key: Buffer,
  iv: Buffer,
  aad: Buffer,
): Sealed {
  const cipher = createCipheriv(name, key, iv).setAAD(aad)
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [ciphertext, cipher.getAuthTag()]
}

/** RFC 7518, section 5.2.2.1: the first half of the key is for the MAC, the second for AES. */
function cbc(text: string, key: Buffer, iv: Buffer, aad: Buffer): Sealed {
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv)
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const bits = Buffer.alloc(8)
  bits.writeBigUInt64BE(BigInt(aad.length * 8))
  const mac = createHmac('sha256', key.subarray(0, 16))
  for (const part of [aad, iv, ciphertext, bits]) mac.update(part)
  return [ciphertext, mac.digest().subarray(0, 16)]
}
