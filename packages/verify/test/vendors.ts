import {
  constants,
  createCipheriv,
  createHash,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import CryptoJS from 'crypto-js'
import type { Sent } from './writers.js'

const { Base64, Hex, Utf8 } = CryptoJS.enc
type Words = CryptoJS.lib.WordArray

export const IMBURSE = {
  IMBURSE_PUBLIC_KEY: 'c6c1ba7d-9a6f-4e1c-8c43-6f1d9f0a2b11',
  IMBURSE_PRIVATE_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
}
export const INQUD = {
  INQUD_TOKEN_ID: 'TKN-6c1296b8-6929-443b-ac06-f732e0e27be1',
  INQUD_TOKEN_SECRET: 'dBajIp3wHnw5euxohPiZvsCEorG3Fhl9gsHl1UIBlsImHjWRdSJdp4Gh6e3y2PNs',
}
export const SEND = { SENDPAYMENTS_CLIENT_ID: 'client-1', SENDPAYMENTS_CLIENT_SECRET: 'not-a-real-secret' }

export const NONCE = '5f1c2b7e9d3a4c60'
export const NOW = 1_535_617_532
export const SALT = '0123456789abcdef'.repeat(4)
export const IMBURSE_URL = 'https://sandbox-api.imbursepayments.com/v1/identity/hmac'
export const INQUD_URL = 'https://api.inqud.com/v1/user/payments/payout'

/** What a wrong way changes in Imburse's own script (hmac-examples, javascript and postman). */
export interface ImburseWay {
  readonly publicKey?: string
  readonly privateKey?: string
  readonly nonce?: string
  readonly timestamp?: string | number
  /** What is signed; the body that is sent otherwise. */
  readonly signed?: string
  readonly body?: string
  readonly key?: (privateKey: string) => Words | string
  readonly bodyHash?: (hash: Words, body: string) => string
  readonly text?: (publicKey: string, nonce: string, timestamp: string | number, bodyHash: string) => string
  readonly hmac?: (text: Words, key: Words | string) => Words
  readonly signature?: (signature: Words) => string
  readonly token?: (token: string) => string
}

/** The vendor's script, step by step, each of which a way may do otherwise. */
export function imburse(way: ImburseWay = {}, changes: Partial<Sent> = {}): Sent {
  const { publicKey = IMBURSE.IMBURSE_PUBLIC_KEY, nonce = NONCE, timestamp = NOW, body = '' } = way
  const {
    key = (text) => Base64.parse(text),
    bodyHash = (hash) => Base64.stringify(hash),
    signed = body,
  } = way
  const privateKey = key(way.privateKey ?? IMBURSE.IMBURSE_PRIVATE_KEY)
  const hash = signed.length > 0 || way.bodyHash ? bodyHash(CryptoJS.SHA256(Utf8.parse(signed)), signed) : ''
  const text = (way.text ?? ((...parts) => parts.join(':')))(publicKey, nonce, timestamp, hash)
  const hashed = (way.hmac ?? ((message, by) => CryptoJS.HmacSHA256(message, by)))(
    Utf8.parse(text),
    privateKey,
  )
  const signature = (way.signature ?? ((words) => Base64.stringify(words)))(hashed)
  const token = `${publicKey}:${nonce}:${timestamp}:${signature}`
  return {
    method: 'POST',
    url: IMBURSE_URL,
    headers: [['Authorization', (way.token ?? ((one) => `Hmac ${one}`))(token)]],
    body,
    started: NOW,
    ...changes,
  }
}

export interface InqudWay {
  readonly body?: string | Buffer
  /** What is signed; the body that is sent otherwise. */
  readonly signed?: string | Buffer
  readonly salt?: string
  readonly id?: string
  readonly secret?: string
  readonly key?: (secret: string) => Words | string
  readonly text?: (body: Words, salt: string) => Words
  readonly hmac?: (text: Words, key: Words | string) => Words
  readonly signature?: (signature: Words) => string
}

export const words = (data: string | Buffer): Words => Hex.parse(Buffer.from(data as string).toString('hex'))

/** The page's Python, in crypto-js: hmac(secret, body + salt) in hex. */
export function inqud(way: InqudWay = {}, changes: Partial<Sent> = {}): Sent {
  const { body = '', salt = SALT, id = INQUD.INQUD_TOKEN_ID, key = (text) => Utf8.parse(text) } = way
  const text = (way.text ?? ((one, two) => one.concat(Utf8.parse(two))))(words(way.signed ?? body), salt)
  const hmac = way.hmac ?? ((message, by) => CryptoJS.HmacSHA256(message, by))
  const signature = hmac(text, key(way.secret ?? INQUD.INQUD_TOKEN_SECRET))
  return {
    method: body.length > 0 ? 'POST' : 'GET',
    url: INQUD_URL,
    headers: [
      ['X-Token-API-Id', id],
      ['X-HMAC-SHA256-Signature', (way.signature ?? ((one) => Hex.stringify(one)))(signature)],
      ['X-Salt', salt],
    ],
    body,
    started: NOW,
    ...changes,
  }
}

export interface MastercardWay {
  readonly json?: string
  readonly kid?: string
  readonly header?: Record<string, unknown>
  readonly ivBytes?: number
  readonly alphabet?: 'base64' | 'base64url'
  readonly cipher?: 'aes-256-gcm' | 'aes-128-gcm'
}

export const fingerprintOf = (key: KeyObject) =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')

/** A JWE by RFC 7516 on node:crypto, as the vendor's table of header parameters asks for. */
export function jwe(publicKey: KeyObject, way: MastercardWay = {}): string {
  const { json = '{"accountNumber":"5555555555554444"}', ivBytes = 12, alphabet = 'base64url' } = way
  const { cipher: name = 'aes-256-gcm' } = way
  const header = {
    kid: way.kid ?? fingerprintOf(publicKey),
    cty: 'application/json',
    alg: 'RSA-OAEP-256',
    enc: 'A256GCM',
    ...way.header,
  }
  const protectedText = Buffer.from(JSON.stringify(header)).toString('base64url')
  const key = randomBytes(name === 'aes-128-gcm' ? 16 : 32)
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(name, key, iv).setAAD(Buffer.from(protectedText))
  const ciphertext = Buffer.concat([cipher.update(json, 'utf8'), cipher.final()])
  const oaepHash = header.alg === 'RSA-OAEP' ? 'sha1' : 'sha256'
  const wrapped = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, key)
  const parts = [wrapped, iv, ciphertext, cipher.getAuthTag()]
  return [protectedText, ...parts.map((part) => part.toString(alphabet))].join('.')
}

export const mastercard = (body: string, changes: Partial<Sent> = {}): Sent => ({
  method: 'POST',
  url: 'https://sandbox.api.mastercard.com/idverify/account-owner-verifications',
  headers: [['Content-Type', 'application/json']],
  body,
  started: NOW,
  ...changes,
})

export { CryptoJS }
