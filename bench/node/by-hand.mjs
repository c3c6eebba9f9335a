// What a developer would write for one request, in one function each, on node:crypto or as the vendor's page does it.
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign as signBytes,
} from 'node:crypto'
import cryptoJs from 'crypto-js'
import { env, pkcs8, rsa, spki } from './requests.mjs'

const key = Buffer.from(env.IMBURSE_PRIVATE_KEY, 'base64')
const seconds = () => Math.floor(Date.now() / 1000)

export function imburse(body) {
  const hash = body === undefined ? '' : createHash('sha256').update(body).digest('base64')
  const text = `${env.IMBURSE_PUBLIC_KEY}:${randomBytes(16).toString('hex')}:${seconds()}`
  const signature = createHmac('sha256', key).update(`${text}:${hash}`).digest('base64')
  return { Authorization: `Hmac ${text}:${signature}` }
}

export function inqud(body = '') {
  const salt = randomBytes(32).toString('hex')
  const signature = createHmac('sha256', env.INQUD_TOKEN_SECRET).update(body).update(salt).digest('hex')
  return { 'X-Token-API-Id': env.INQUD_TOKEN_ID, 'X-Salt': salt, 'X-HMAC-SHA256-Signature': signature }
}

const words = cryptoJs.enc.Base64.parse(env.IMBURSE_PRIVATE_KEY)
export function imburseCryptoJs(body) {
  const hash = cryptoJs.enc.Base64.stringify(cryptoJs.SHA256(body))
  const text = `${env.IMBURSE_PUBLIC_KEY}:${randomBytes(16).toString('hex')}:${seconds()}`
  return cryptoJs.enc.Base64.stringify(cryptoJs.HmacSHA256(`${text}:${hash}`, words))
}

export function inqudCryptoJs(body) {
  const salt = randomBytes(32).toString('hex')
  return cryptoJs.enc.Hex.stringify(cryptoJs.HmacSHA256(body + salt, env.INQUD_TOKEN_SECRET))
}

const [publicKey, privateKey] = [createPublicKey(spki), createPrivateKey(pkcs8)]
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
const kid = createHash('sha256')
  .update(rsa.publicKey.export({ type: 'spki', format: 'der' }))
  .digest('hex')
export const header = { kid, cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' }

/** RSA-SHA256 over method, URL and parameters in order, with the body's hash, as RFC 5849 has it for one URL. */
export function mastercardOauth({ method, url, body = '' }) {
  const { origin, pathname, searchParams } = new URL(url)
  const oauth = [
    ['oauth_body_hash', createHash('sha256').update(body).digest('base64')],
    ['oauth_consumer_key', env.MASTERCARD_OAUTH_CONSUMER_KEY],
    ['oauth_nonce', randomBytes(16).toString('hex')],
    ['oauth_signature_method', 'RSA-SHA256'],
    ['oauth_timestamp', String(seconds())],
    ['oauth_version', '1.0'],
  ]
  const pairs = [...searchParams, ...oauth].map((pair) => pair.join('=')).sort()
  const text = [method, origin + pathname, pairs.join('&')].map(encodeURIComponent).join('&')
  const signature = signBytes('sha256', Buffer.from(text), privateKey).toString('base64')
  const all = [...oauth, ['oauth_signature', encodeURIComponent(signature)]]
  return `OAuth ${all.map(([name, value]) => `${name}="${value}"`).join(',')}`
}

export function encrypt(body) {
  const head = Buffer.from(JSON.stringify(header)).toString('base64url')
  const [contentKey, iv] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(head))
  const ciphertext = Buffer.concat([cipher.update(body), cipher.final()])
  const wrapped = publicEncrypt({ key: publicKey, ...oaep }, contentKey)
  const parts = [wrapped, iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))
  return JSON.stringify({ encryptedData: [head, ...parts].join('.') })
}

export function decrypt(text) {
  const [head, ...parts] = JSON.parse(text).encryptedData.split('.')
  const [wrapped, iv, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64url'))
  const cipher = createDecipheriv('aes-256-gcm', privateDecrypt({ key: privateKey, ...oaep }, wrapped), iv)
  cipher.setAAD(Buffer.from(head)).setAuthTag(tag)
  return Buffer.concat([cipher.update(ciphertext), cipher.final()]).toString()
}
