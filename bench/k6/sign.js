// Time per call inside one k6 process: the module and the extension, the same by hand on what k6 has, and the vendors'
// way on crypto-js.

import { countersign as extension } from 'countersign-extension'
import { countersign } from 'countersign-file'
import CryptoJS from 'crypto-js'
import crypto from 'k6/crypto'
import encoding from 'k6/encoding'
import { measure } from './measure.js'

const settings = JSON.parse(open('./settings.json'))
const { tokenId, tokenSecret } = settings.inqud
const { publicKey, privateKey } = settings.imburse
const privateBytes = encoding.b64decode(privateKey)
const body = settings.body
const params = { headers: { 'Content-Type': 'application/json' } }

const urls = {
  inqud: 'https://api.inqud.com/v1/user/payments/payout',
  imburse: 'https://api.imbursepayments.com/v1/identity/hmac',
  mastercard: 'https://sandbox.api.mastercard.com/idverify/account-owner-verifications',
}

const nonce = () => crypto.hexEncode(crypto.randomBytes(32))

function inqudByHand() {
  const salt = nonce()
  const signature = crypto.hmac('sha256', tokenSecret, body + salt, 'hex')
  const headers = { 'Content-Type': 'application/json', 'X-Token-API-Id': tokenId, 'X-Salt': salt }
  headers['X-HMAC-SHA256-Signature'] = signature
  return { method: 'POST', url: urls.inqud, body, params: { headers, redirects: 0 } }
}

function imburseByHand() {
  const timestamp = Math.floor(Date.now() / 1000)
  const text = `${publicKey}:${nonce()}:${timestamp}:${crypto.sha256(body, 'base64')}`
  const signature = crypto.hmac('sha256', privateBytes, text, 'base64')
  const headers = { 'Content-Type': 'application/json', Authorization: `Hmac ${text}:${signature}` }
  return { method: 'POST', url: urls.imburse, body, params: { headers, redirects: 0 } }
}

function inqudByCryptoJs() {
  const salt = CryptoJS.SHA256(String(Date.now() * Math.random())).toString()
  const signature = CryptoJS.enc.Hex.stringify(CryptoJS.HmacSHA256(body + salt, tokenSecret))
  return { 'X-Token-API-Id': tokenId, 'X-Salt': salt, 'X-HMAC-SHA256-Signature': signature }
}

function imburseByCryptoJs() {
  const bodyHash = CryptoJS.enc.Base64.stringify(CryptoJS.SHA256(body))
  const text = `${publicKey}:${Date.now() * Math.random()}:${Math.floor(Date.now() / 1000)}:${bodyHash}`
  const key = CryptoJS.enc.Base64.parse(privateKey)
  return `Hmac ${text}:${CryptoJS.enc.Base64.stringify(CryptoJS.HmacSHA256(text, key))}`
}

// By hand on WebCrypto: RSA keys are imported once.
const der = (pem) => encoding.b64decode(pem.replace(/-----[A-Z ]+-----|\s/g, ''))
const rsa = { name: 'RSA-OAEP', hash: { name: 'SHA-256' } }
const { encryptionCertificate, decryptionKey } = settings.mastercard
const header = JSON.stringify({
  kid: settings.keyId,
  cty: 'application/json',
  alg: 'RSA-OAEP-256',
  enc: 'A256GCM',
})
const url64 = (value) => encoding.b64encode(value, 'rawurl')
const ascii = new TextEncoder()
const utf8 = new TextDecoder()
const keys = {
  public: crypto_().importKey('spki', der(encryptionCertificate), rsa, false, ['encrypt']),
  private: crypto_().importKey('pkcs8', der(decryptionKey), rsa, false, ['decrypt']),
}
function crypto_() {
  return globalThis.crypto.subtle
}

async function sealByHand() {
  const subtle = crypto_()
  const head = url64(header)
  const raw = globalThis.crypto.getRandomValues(new Uint8Array(32))
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(12))
  const key = await subtle.importKey('raw', raw, { name: 'AES-GCM' }, false, ['encrypt'])
  const algorithm = { name: 'AES-GCM', iv, additionalData: ascii.encode(head), tagLength: 128 }
  const [wrapped, sealed] = await Promise.all([
    subtle.encrypt({ name: 'RSA-OAEP' }, await keys.public, raw),
    subtle.encrypt(algorithm, key, ascii.encode(body)),
  ])
  const end = sealed.byteLength - 16
  const parts = [wrapped, iv.buffer, sealed.slice(0, end), sealed.slice(end)].map(url64)
  const encryptedData = `${head}.${parts.join('.')}`
  return { method: 'POST', url: urls.mastercard, body: JSON.stringify({ encryptedData }), params }
}

async function openByHand(text) {
  const subtle = crypto_()
  const [head, wrapped, iv, ciphertext, tag] = JSON.parse(text).encryptedData.split('.')
  const bytes = (part) => new Uint8Array(encoding.b64decode(part, 'rawurl'))
  const raw = await subtle.decrypt({ name: 'RSA-OAEP' }, await keys.private, bytes(wrapped))
  const key = await subtle.importKey('raw', raw, { name: 'AES-GCM' }, false, ['decrypt'])
  const [text1, text2] = [bytes(ciphertext), bytes(tag)]
  const sealed = new Uint8Array(text1.length + 16)
  sealed.set(text1)
  sealed.set(text2, text1.length)
  const algorithm = { name: 'AES-GCM', iv: bytes(iv), additionalData: ascii.encode(head), tagLength: 128 }
  return utf8.decode(await subtle.decrypt(algorithm, key, sealed))
}

const response = (text) => ({ status: 200, headers: {}, url: urls.mastercard, body: text })
const { sealed12, sealed16 } = settings

const signing = (client, id) => {
  const made = client(id, settings[id])
  return () => made.sign('POST', urls[id], body, params)
}
const opening = (client, text) => {
  const made = client('mastercard', settings.mastercard)
  return () => made.open(response(text))
}

const CALLS = {
  'Inqud, module': signing(countersign.sync, 'inqud'),
  'Inqud async, module': signing(countersign, 'inqud'),
  'Inqud, by hand': inqudByHand,
  'Inqud, crypto-js': inqudByCryptoJs,
  'Imburse, module': signing(countersign.sync, 'imburse'),
  'Imburse async, module': signing(countersign, 'imburse'),
  'Imburse, by hand': imburseByHand,
  'Imburse, crypto-js': imburseByCryptoJs,
  'encrypt, module': signing(countersign, 'mastercard'),
  'encrypt, by hand': sealByHand,
  'decrypt, module': opening(countersign, sealed12),
  'decrypt 16, module': opening(countersign, sealed16),
  'decrypt, by hand': () => openByHand(sealed12),
  ...(extension && {
    'Inqud, extension': signing(extension.sync, 'inqud'),
    'Inqud async, extension': signing(extension, 'inqud'),
    'Imburse, extension': signing(extension.sync, 'imburse'),
    'Imburse async, extension': signing(extension, 'imburse'),
    'encrypt, extension': signing(extension.sync, 'mastercard'),
    'decrypt, extension': opening(extension.sync, sealed12),
    'decrypt 16, extension': opening(extension.sync, sealed16),
  }),
}
if (__ENV.ONLY)
  for (const name of Object.keys(CALLS)) if (!new RegExp(__ENV.ONLY).test(name)) delete CALLS[name]

export const options = { vus: 1, iterations: 1 }
export const handleSummary = () => ({})

export default async function () {
  await checkOpens()
  await measure(CALLS)
}

async function checkOpens() {
  for (const [name, call] of Object.entries(CALLS)) {
    if (!/^decrypt/.test(name)) continue
    const opened = await call()
    if ((opened.body ?? opened) !== body) throw new Error(`not opened: ${name}`)
  }
  if ((await openByHand((await sealByHand()).body)) !== body) throw new Error('not opened by hand')
}
