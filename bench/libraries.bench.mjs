// Our providers on Node, against the libraries that people use for them, from no body to 10 MB.
import 'reflect-metadata'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { createSigner, mastercardOauth } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { CompactEncrypt, compactDecrypt } from 'jose'
import MastercardEncryption from 'mastercard-client-encryption'
import MastercardOAuth from 'mastercard-oauth1-signer'
import { filesOf } from './files.mjs'
import { encrypt, header, imburseCryptoJs, inqudCryptoJs } from './node/by-hand.mjs'
import { bodyOf, env, pkcs8, requestTo, rsa, SIZES, signers, spki } from './node/requests.mjs'
import { compare } from './ratio.mjs'

export const title = 'Node: our providers against libraries'

const [publicKey, privateKey] = [createPublicKey(spki), createPrivateKey(pkcs8)]
const files = await filesOf(rsa)
// The budgets are for 1 KB; other sizes are figures.
const at1KB = (size, atLeast) => (size === '1 KB' ? { atLeast } : { isFaster: true })

export default async function run() {
  for (const [size, bytes] of Object.entries(SIZES)) {
    const body = bodyOf(bytes)
    await signatures(size, body)
    if (body === undefined) continue
    await jwe(size, body)
    await fieldLevel(size, body)
  }
}

async function signatures(size, body) {
  const cryptoJs = { than: 'crypto-js', ...at1KB(size, 5) }
  const inqud = requestTo.inqud(body)
  await compare(
    `Inqud, ${size}`,
    () => signers.inqud.sign(inqud),
    () => inqudCryptoJs(body),
    cryptoJs,
  )
  const imburse = requestTo.imburse(body)
  const imburseTheirs = () => imburseCryptoJs(body)
  await compare(`Imburse, ${size}`, () => signers.imburse.sign(imburse), imburseTheirs, cryptoJs)
  const request = requestTo['mastercard-oauth'](body)
  const { url, method } = request
  const ours = () => signers['mastercard-oauth'].apply(request)
  const theirs = () =>
    MastercardOAuth.getAuthorizationHeader(url, method, body ?? '', env.MASTERCARD_OAUTH_CONSUMER_KEY, pkcs8)
  await compare(`Mastercard OAuth, ${size}`, ours, theirs, { than: 'mastercard-oauth1-signer', atLeast: 1 })
}

async function jwe(size, body) {
  const jose = { than: 'jose', ...at1KB(size, 1) }
  const request = requestTo.mastercard(body)
  const encrypted = encrypt(body)
  const seal = () => signers.mastercard.apply(request)
  const open = () => signers.mastercard.open(request.url, { status: 200, headers: [], body: encrypted })
  const joseSeal = () => new CompactEncrypt(Buffer.from(body)).setProtectedHeader(header).encrypt(publicKey)
  await compare(`JWE encrypt, ${size}, jose`, seal, joseSeal, jose)
  const joseOpen = () => compactDecrypt(JSON.parse(encrypted).encryptedData, privateKey)
  await compare(`JWE decrypt, ${size}, jose`, open, joseOpen, jose)
  const library = new MastercardEncryption.JweEncryption({ ...JWE, ...keyFiles })
  await withLibrary(`JWE encrypt, ${size}`, seal, () => library.encrypt('/x', {}, JSON.parse(body)))
  const decrypt = () => library.decrypt({ request: { url: '/x' }, body: JSON.parse(encrypted) })
  await withLibrary(`JWE decrypt, ${size}`, open, decrypt, at1KB(size, 1.6))
}

/** RSA-OAEP with AES-CBC, signed by OAuth, against the library's encryption without a signature. */
async function fieldLevel(size, body) {
  const request = requestTo['mastercard-oauth'](body)
  const ours = signerOfConfig(FIELD_LEVEL)
  const library = new MastercardEncryption.FieldLevelEncryption({ ...FIELD_LEVEL, ...keyFiles })
  const seal = () => library.encrypt('/locations', {}, JSON.parse(body))
  await withLibrary(`field level, encrypt, ${size}`, () => ours.apply(request), seal)
  const response = { status: 200, headers: [], body: JSON.stringify(seal().body) }
  const open = () => library.decrypt({ request: { url: '/locations' }, body: JSON.parse(response.body) })
  await withLibrary(`field level, decrypt, ${size}`, () => ours.open(request.url, response), open)
}

const withLibrary = (name, ours, theirs, bound = { isFaster: true }) =>
  compare(name, ours, theirs, { than: 'mastercard-client-encryption', ...bound })

// Mastercard's library takes its keys as files.
const keyFiles = { encryptionCertificate: files.certificate, privateKey: files.key }
const JWE = {
  paths: [
    {
      path: '/*',
      toEncrypt: [{ element: '$', obj: '$' }],
      toDecrypt: [{ element: 'encryptedData', obj: '$' }],
    },
  ],
  mode: 'JWE',
  encryptedValueFieldName: 'encryptedData',
  dataEncoding: 'base64',
}
const FIELD_LEVEL = {
  paths: [
    {
      path: '/locations',
      toEncrypt: [{ element: '$', obj: 'sealed' }],
      toDecrypt: [{ element: 'sealed', obj: '$' }],
    },
  ],
  oaepPaddingDigestAlgorithm: 'SHA-256',
  dataEncoding: 'hex',
  ivFieldName: 'iv',
  oaepHashingAlgorithmFieldName: 'oaepHashingAlgorithm',
  encryptedKeyFieldName: 'encryptedKey',
  encryptedValueFieldName: 'encryptedValue',
}

function signerOfConfig(encryptionConfig) {
  const config = { ...encryptionConfig, encryptionCertificate: spki, privateKey: pkcs8 }
  const settings = { ...env, MASTERCARD_OAUTH_CONFIG: JSON.stringify({ encryptionConfig: config }) }
  return createSigner({ providers: [mastercardOauth], settings: (name) => settings[name], host: nodeHost() })
}
