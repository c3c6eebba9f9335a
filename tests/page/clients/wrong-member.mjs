// Puts the JWE into a member of another name, and encrypts to the right key.
import { createCipheriv, createHash, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto'

const { publicKey } = new X509Certificate(process.env.MASTERCARD_ENCRYPTION_CERTIFICATE)
const kid = createHash('sha256')
  .update(publicKey.export({ type: 'spki', format: 'der' }))
  .digest('hex')
const header = JSON.stringify({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'application/json', kid })
const base64url = (data) => Buffer.from(data).toString('base64url')
const [key, iv] = [randomBytes(32), randomBytes(12)]
const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(base64url(header)))
const text = Buffer.concat([cipher.update('{"account":7}'), cipher.final()])
const encryptedKey = publicEncrypt({ key: publicKey, oaepHash: 'sha256' }, key)
const jwe = [header, encryptedKey, iv, text, cipher.getAuthTag()].map(base64url).join('.')
const response = await fetch(`${process.env.ORIGIN}/verifications`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ encryptedPayload: jwe }),
})
console.log(response.status)
