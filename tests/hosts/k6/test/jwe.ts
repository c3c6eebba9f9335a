import {
  constants,
  createCipheriv,
  createHmac,
  createPublicKey,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'

export interface Sealing {
  /** PEM of the private key that opens it. */
  readonly to: string
  readonly header?: Readonly<Record<string, unknown>>
  readonly enc?: string
  readonly keyBytes?: number
  readonly ivBytes?: number
  readonly tagBytes?: number
  /** Of the wrapped key, which is then none. */
  readonly wrappedBytes?: number
  readonly plaintext?: Buffer
  /** Takes what is encrypted for CBC as it is, without padding. */
  readonly unpadded?: boolean
  readonly hash?: 'sha256' | 'sha1'
}

const GCM = { 16: 'aes-128-gcm', 24: 'aes-192-gcm', 32: 'aes-256-gcm' } as const

/** A compact JWE as somebody with the public key can make it, right or wrong, its tag always the right one. */
export function sealed(options: Sealing): string {
  const {
    to,
    enc = 'A256GCM',
    keyBytes = 32,
    ivBytes = 12,
    tagBytes = 16,
    wrappedBytes,
    hash = 'sha256',
  } = options
  const header = { alg: 'RSA-OAEP-256', enc, ...options.header }
  const protectedText = Buffer.from(JSON.stringify(header)).toString('base64url')
  const [key, iv] = [randomBytes(keyBytes), randomBytes(ivBytes)]
  const encrypt = enc.includes('CBC') ? cbc : gcm
  const [ciphertext, tag] = encrypt(key, iv, Buffer.from(protectedText), options)
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const wrap = () => publicEncrypt({ key: createPublicKey(to), padding, oaepHash: hash }, key)
  const wrapped = wrappedBytes === undefined ? wrap() : randomBytes(wrappedBytes)
  const parts = [wrapped, iv, ciphertext, fitted(tag, tagBytes)].map((part) => part.toString('base64url'))
  return [protectedText, ...parts].join('.')
}

const TEXT = Buffer.from('{"opened":true}')
const fitted = (tag: Buffer, length: number) => Buffer.concat([tag, tag]).subarray(0, length)

type Parts = [ciphertext: Buffer, tag: Buffer]

/** If Node takes no such key or IV there is nothing right to send, and anything will do. */
function gcm(key: Buffer, iv: Buffer, additional: Buffer, { plaintext = TEXT }: Sealing): Parts {
  const name = GCM[key.length as keyof typeof GCM]
  if (!name || iv.length === 0) return [randomBytes(plaintext.length), randomBytes(16)]
  const cipher = createCipheriv(name, key, iv).setAAD(additional)
  return [Buffer.concat([cipher.update(plaintext), cipher.final()]), cipher.getAuthTag()]
}

function cbc(key: Buffer, iv: Buffer, additional: Buffer, { plaintext = TEXT, unpadded }: Sealing): Parts {
  const ciphertext =
    iv.length === 16 && key.length === 32 ? aesCbc(key, iv, plaintext, unpadded) : randomBytes(16)
  const bits = Buffer.alloc(8)
  bits.writeBigUInt64BE(BigInt(additional.length * 8))
  const mac = createHmac('sha256', key.subarray(0, 16))
  for (const part of [additional, iv, ciphertext, bits]) mac.update(part)
  return [ciphertext, mac.digest().subarray(0, 16)]
}

function aesCbc(key: Buffer, iv: Buffer, plaintext: Buffer, unpadded = false): Buffer {
  if (plaintext.length % 16 !== 0 && unpadded) return plaintext
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv).setAutoPadding(!unpadded)
  return Buffer.concat([cipher.update(plaintext), cipher.final()])
}
