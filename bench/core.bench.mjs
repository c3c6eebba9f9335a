import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import { createSigner, providers } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import cryptoJs from 'crypto-js'
import { CompactEncrypt, compactDecrypt } from 'jose'
import MastercardJwe from 'mastercard-client-encryption'
import { filesOf } from './files.mjs'
import { compare, median } from './ratio.mjs'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = rsa.publicKey.export({ type: 'spki', format: 'pem' })
const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' })
const kid = createHash('sha256')
  .update(rsa.publicKey.export({ type: 'spki', format: 'der' }))
  .digest('hex')
const env = {
  IMBURSE_PUBLIC_KEY: randomUUID(),
  IMBURSE_PRIVATE_KEY: randomBytes(32).toString('base64'),
  INQUD_TOKEN_ID: `TKN-${randomUUID()}`,
  INQUD_TOKEN_SECRET: randomBytes(48).toString('base64url'),
  MASTERCARD_ENCRYPTION_CERTIFICATE: spki,
  MASTERCARD_DECRYPTION_KEY: pkcs8,
}
const { sign, apply, open } = createSigner({ providers, settings: (name) => env[name], host: nodeHost() })

const body = JSON.stringify({ text: 'x'.repeat(1024 - 11) })
const post = (url) => ({ method: 'POST', url, headers: [['Content-Type', 'application/json']], body })
const imburse = post('https://api.imbursepayments.com/v1/identity/hmac')
const inqud = post('https://api.inqud.com/v1/user/payments/payout')
const mastercard = post('https://sandbox.api.mastercard.com/idverify')

// The same bytes by hand, in one function each.
const key = Buffer.from(env.IMBURSE_PRIVATE_KEY, 'base64')
function imburseByHand() {
  const bodyHash = createHash('sha256').update(body).digest('base64')
  const text = `${env.IMBURSE_PUBLIC_KEY}:${randomBytes(16).toString('hex')}:${Math.floor(Date.now() / 1000)}`
  const signature = createHmac('sha256', key).update(`${text}:${bodyHash}`).digest('base64')
  return { Authorization: `Hmac ${text}:${signature}` }
}
function inqudByHand() {
  const salt = randomBytes(32).toString('hex')
  const signature = createHmac('sha256', env.INQUD_TOKEN_SECRET).update(body).update(salt).digest('hex')
  return { 'X-Token-API-Id': env.INQUD_TOKEN_ID, 'X-Salt': salt, 'X-HMAC-SHA256-Signature': signature }
}

// As the vendors' own scripts do it.
const words = cryptoJs.enc.Base64.parse(env.IMBURSE_PRIVATE_KEY)
function imburseCryptoJs() {
  const bodyHash = cryptoJs.enc.Base64.stringify(cryptoJs.SHA256(body))
  const text = `${env.IMBURSE_PUBLIC_KEY}:${randomBytes(16).toString('hex')}:${Math.floor(Date.now() / 1000)}`
  return cryptoJs.enc.Base64.stringify(cryptoJs.HmacSHA256(`${text}:${bodyHash}`, words))
}
function inqudCryptoJs() {
  const salt = randomBytes(32).toString('hex')
  return cryptoJs.enc.Hex.stringify(cryptoJs.HmacSHA256(body + salt, env.INQUD_TOKEN_SECRET))
}

const publicKey = createPublicKey(spki)
const privateKey = createPrivateKey(pkcs8)
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
const header = { kid, cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' }
function sealByHand() {
  const protectedText = Buffer.from(JSON.stringify(header)).toString('base64url')
  const [contentKey, iv] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(protectedText))
  const ciphertext = Buffer.concat([cipher.update(body), cipher.final()])
  const wrapped = publicEncrypt({ key: publicKey, ...oaep }, contentKey)
  const parts = [wrapped, iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))
  return JSON.stringify({ encryptedData: [protectedText, ...parts].join('.') })
}
function openByHand(text) {
  const [protectedText, ...parts] = JSON.parse(text).encryptedData.split('.')
  const [wrapped, iv, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64url'))
  const cipher = createDecipheriv('aes-256-gcm', privateDecrypt({ key: privateKey, ...oaep }, wrapped), iv)
  cipher.setAAD(Buffer.from(protectedText)).setAuthTag(tag)
  return Buffer.concat([cipher.update(ciphertext), cipher.final()])
}

const files = await filesOf(rsa)
const theirs = new MastercardJwe.JweEncryption({
  paths: [
    {
      path: '/*',
      toEncrypt: [{ element: '$', obj: '$' }],
      toDecrypt: [{ element: 'encryptedData', obj: '$' }],
    },
  ],
  mode: 'JWE',
  encryptedValueFieldName: 'encryptedData',
  encryptionCertificate: files.certificate,
  privateKey: files.key,
  dataEncoding: 'base64',
})
const sealTheirs = () => theirs.encrypt('/x', {}, JSON.parse(body))
const sealJose = () => new CompactEncrypt(Buffer.from(body)).setProtectedHeader(header).encrypt(publicKey)

const sealed = sealByHand()
const answer = { status: 200, headers: [], body: sealed }
const openTheirs = () => theirs.decrypt({ request: { url: '/x' }, body: JSON.parse(sealed) })
const openJose = () => compactDecrypt(JSON.parse(sealed).encryptedData, privateKey)
const seal = () => apply(mastercard)
const unseal = () => open(mastercard.url, answer)

export default async function run() {
  const byHand = { than: 'by hand on node:crypto' }
  const missed = [
    await compare('Imburse HMAC token', () => sign(imburse), imburseByHand, { ...byHand, atMost: 1.5 }),
    await compare('Inqud signature', () => sign(inqud), inqudByHand, { ...byHand, atMost: 1.5 }),
    await compare('JWE encrypt', seal, sealByHand, { ...byHand, atMost: 1.25 }),
    await compare('JWE decrypt', unseal, () => openByHand(sealed), { ...byHand, atMost: 1.1 }),
    await compare('Imburse HMAC token', () => sign(imburse), imburseCryptoJs, {
      than: 'crypto-js',
      atLeast: 5,
    }),
    await compare('Inqud signature', () => sign(inqud), inqudCryptoJs, { than: 'crypto-js', atLeast: 5 }),
    await compare('JWE encrypt', seal, sealTheirs, { than: 'mastercard-client-encryption', atLeast: 8 }),
    await compare('JWE decrypt', unseal, openTheirs, { than: 'mastercard-client-encryption', atLeast: 1.6 }),
    await compare('JWE encrypt', seal, sealJose, { than: 'jose', atLeast: 1 }),
    await compare('JWE decrypt', unseal, openJose, { than: 'jose', atLeast: 1 }),
    await growth(),
  ]
  return missed.reduce((sum, one) => sum + one, 0)
}

/** Ten times the body must cost ten times as much: no copy, nothing quadratic. */
async function growth() {
  const at = (bytes) => ({ ...inqud, body: new Uint8Array(bytes) })
  const [small, large] = [at(1024 * 1024), at(10 * 1024 * 1024)]
  const ratio = (await median(() => sign(large))) / (await median(() => sign(small)))
  const kept = ratio <= 12
  console.log(
    `  ${kept ? 'ok  ' : 'MISS'} a 10 MB body: ${ratio.toFixed(2)} times the cost of 1 MB (about 10)`,
  )
  return kept ? 0 : 1
}
