// Signing inside the real k6, against the same by hand and against crypto-js; each comparison in one run.
import {
  createCipheriv,
  createPublicKey,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSandbox } from '@countersign/sandbox'
import { needK6 } from '@countersign/tools-k6'
import { load } from './k6/load.mjs'
import { makeFolder, runIn } from './k6/run.mjs'
import { verdict } from './ratio.mjs'

const body = JSON.stringify({ text: 'x'.repeat(1024 - 11) })
const low = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 20)]
const time = (ms) => (ms < 1 ? `${(ms * 1000).toFixed(1)} µs` : `${ms.toFixed(2)} ms`)

export default async function run() {
  let bin
  try {
    bin = await needK6()
  } catch (thrown) {
    console.log(`  skipped: ${thrown.message} Install k6 2.2.0 or newer, or Go.`)
    return 0
  }
  return (await signing(bin)) + (await rate(bin)) + (await load(bin))
}

async function signing(bin) {
  const folder = await makeFolder(['sign'])
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings()))
  const times = await runIn(bin, folder, 'sign')
  const at = (name) => low(times[name])
  const compare = (name, ours, other, bound) => {
    const ratio = bound.atMost === undefined ? at(other) / at(ours) : at(ours) / at(other)
    return verdict(name, ratio, bound, `${time(at(ours))} against ${time(at(other))}`)
  }
  const byHand = (name, than, atMost, how = '') =>
    compare(`${name}${how}`, `${name}${how}, ours`, `${name}, by hand`, { than, atMost })
  const byCryptoJs = (name) =>
    compare(name, `${name}, ours`, `${name}, crypto-js`, { than: 'crypto-js', atLeast: 100 })
  const missed = [
    byHand('Inqud', 'k6/crypto by hand', 2.5),
    byHand('Inqud', 'k6/crypto by hand', 3, ' async'),
    byCryptoJs('Inqud'),
    byHand('Imburse', 'k6/crypto by hand', 2.5),
    byHand('Imburse', 'k6/crypto by hand', 3, ' async'),
    byCryptoJs('Imburse'),
    byHand('encrypt', 'WebCrypto by hand', 1.5),
    byHand('decrypt', 'WebCrypto by hand', 1.1),
  ]
  console.log(
    `  a response with an IV of 16 bytes: ${time(at('decrypt 16, ours'))}; of 12 bytes: ${time(at('decrypt, ours'))}`,
  )
  return missed.reduce((sum, one) => sum + one, 0)
}

/** Throwaway settings, and responses encrypted for them. */
function settings() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = (key, type) => key.export({ type, format: 'pem' })
  return {
    body,
    keyId: randomBytes(32).toString('hex'),
    inqud: { tokenId: `TKN-${randomUUID()}`, tokenSecret: randomBytes(48).toString('base64url') },
    imburse: { publicKey: randomUUID(), privateKey: randomBytes(32).toString('base64') },
    mastercard: {
      encryptionCertificate: pem(createPublicKey(privateKey), 'spki'),
      decryptionKey: pem(privateKey, 'pkcs8'),
    },
    sealed12: sealed(publicKey, 12),
    sealed16: sealed(publicKey, 16),
  }
}

function sealed(publicKey, ivLength) {
  const [key, iv] = [randomBytes(32), randomBytes(ivLength)]
  const head = Buffer.from(JSON.stringify({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })).toString('base64url')
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(head))
  const ciphertext = Buffer.concat([cipher.update(body), cipher.final()])
  const wrapped = publicEncrypt({ key: publicKey, oaepHash: 'sha256' }, key)
  const parts = [wrapped, iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))
  return JSON.stringify({ encryptedData: [head, ...parts].join('.') })
}

async function rate(bin) {
  const sandbox = await startSandbox({ providers: ['inqud'] })
  const folder = await makeFolder(['rate'])
  const env = { ...sandbox.env, ORIGIN: sandbox.origins.inqud }
  const { signed, byHand, unsigned } = await runIn(bin, folder, 'rate', env)
  await sandbox.close()
  const [ours, theirs, none] = [signed, byHand, unsigned].map(Math.round)
  const bound = { of: 'the rate signed by hand', atLeast: 0.85 }
  const missed = verdict('requests a second', ours / theirs, bound, `${ours} against ${theirs}`)
  console.log(`  unsigned, which the sandbox refuses without work: ${none}`)
  return missed
}
