import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto'

interface Options {
  readonly kid?: string
  readonly ivBytes?: number
  readonly alphabet?: 'base64' | 'base64url'
  readonly header?: object
}

/** A JWE as the vendor's own responses are: an IV of 128 bits and, in places, the letters of plain base64. */
export function sealAsTheVendorDoes(
  text: string,
  key: KeyObject,
  { kid, ivBytes = 16, alphabet = 'base64url', header }: Options,
) {
  const parameters = {
    ...(kid && { kid }),
    cty: 'application/json',
    alg: 'RSA-OAEP-256',
    enc: 'A256GCM',
    ...header,
  }
  const protectedText = Buffer.from(JSON.stringify(parameters)).toString('base64url')
  const contentKey = randomBytes(32)
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(protectedText))
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const wrapped = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    contentKey,
  )
  const parts = [wrapped, iv, ciphertext, cipher.getAuthTag()]
  return [protectedText, ...parts.map((part) => part.toString(alphabet))].join('.')
}
