// Our providers on Node, against the libraries that people use for them.
import 'reflect-metadata'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { CompactEncrypt, compactDecrypt } from 'jose'
import MastercardJwe from 'mastercard-client-encryption'
import { filesOf } from './files.mjs'
import { encrypt, header, imburseCryptoJs, inqudCryptoJs } from './node/by-hand.mjs'
import { bodyOf, pkcs8, requestTo, rsa, signer, spki } from './node/requests.mjs'
import { compare } from './ratio.mjs'

export const title = 'Node: our providers against libraries, 1 KB'

const { sign, apply, open } = signer
const body = bodyOf(1024)
const [imburse, inqud, mastercard] = ['imburse', 'inqud', 'mastercard'].map((id) => requestTo[id](body))
const [publicKey, privateKey] = [createPublicKey(spki), createPrivateKey(pkcs8)]

/** Mastercard's library takes its keys as files. */
async function theirs() {
  const files = await filesOf(rsa)
  return new MastercardJwe.JweEncryption({
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
}

export default async function run() {
  const cryptoJs = { than: 'crypto-js', atLeast: 5 }
  await compare(
    'Imburse',
    () => sign(imburse),
    () => imburseCryptoJs(body),
    cryptoJs,
  )
  await compare(
    'Inqud',
    () => sign(inqud),
    () => inqudCryptoJs(body),
    cryptoJs,
  )
  const sealed = encrypt(body)
  const unseal = () => open(mastercard.url, { status: 200, headers: [], body: sealed })
  const seal = () => apply(mastercard)
  const jose = { than: 'jose', atLeast: 1 }
  const joseSeal = () => new CompactEncrypt(Buffer.from(body)).setProtectedHeader(header).encrypt(publicKey)
  await compare('JWE encrypt, jose', seal, joseSeal, jose)
  await compare(
    'JWE decrypt, jose',
    unseal,
    () => compactDecrypt(JSON.parse(sealed).encryptedData, privateKey),
    jose,
  )
  const library = await theirs()
  const than = 'mastercard-client-encryption'
  await compare(
    "JWE encrypt, Mastercard's library",
    seal,
    () => library.encrypt('/x', {}, JSON.parse(body)),
    { than, atLeast: 8 },
  )
  const decrypt = () => library.decrypt({ request: { url: '/x' }, body: JSON.parse(sealed) })
  await compare("JWE decrypt, Mastercard's library", unseal, decrypt, { than, atLeast: 1.6 })
}
