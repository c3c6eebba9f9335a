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
import { buildK6, needK6 } from '@countersign/tools-k6'
import { load } from './k6/load.mjs'
import { makeFolder, runIn } from './k6/run.mjs'
import { verdict } from './ratio.mjs'

export const title = 'k6: the module and the extension'

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
  const extension = await buildK6('extension').catch((thrown) => {
    console.log(`  SKIPPED: everything about the extension. ${thrown.message}`)
  })
  return (
    (await signing(extension ?? bin, extension !== undefined)) +
    (await rate(extension ?? bin, extension !== undefined)) +
    (await load(bin, extension))
  )
}

async function signing(bin, hasExtension) {
  const folder = await makeFolder(['sign'], 'countersign.js', hasExtension)
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings()))
  const times = await runIn(bin, folder, 'sign')
  const at = (name) => low(times[name])
  const compare = (name, ours, other, bound) => {
    const ratio = bound.atMost === undefined ? at(other) / at(ours) : at(ours) / at(other)
    return verdict(name, ratio, bound, `${time(at(ours))} against ${time(at(other))}`)
  }
  const byHand = (call, kind, than, atMost, how = '') =>
    compare(`${call}${how}, ${kind}`, `${call}${how}, ${kind}`, `${call}, by hand`, { than, atMost })
  const ofModule = (call) =>
    compare(`${call}, extension`, `${call}, extension`, `${call}, module`, {
      than: 'the module',
      atMost: 0.85,
    })
  const longIv = (kind) => [`decrypt 16, ${kind}`, `decrypt, ${kind}`]
  const missed = []
  for (const call of ['Inqud', 'Imburse']) {
    missed.push(byHand(call, 'module', 'k6/crypto by hand', 2.5))
    missed.push(byHand(call, 'module', 'k6/crypto by hand', 3, ' async'))
    const faster = { than: 'crypto-js', atLeast: 100 }
    missed.push(compare(`${call}, module`, `${call}, module`, `${call}, crypto-js`, faster))
    if (!hasExtension) continue
    missed.push(byHand(call, 'extension', 'k6/crypto by hand', 2.2))
    missed.push(ofModule(call))
    missed.push(byHand(call, 'extension', 'k6/crypto by hand', 2.7, ' async'))
  }
  missed.push(byHand('encrypt', 'module', 'WebCrypto by hand', 1.5))
  missed.push(byHand('decrypt', 'module', 'WebCrypto by hand', 1.1))
  const [long, short] = longIv('module').map(at)
  console.log(`       IV of 16 bytes, module: ${(long / short).toFixed(2)} times one of 12; ${time(long)}`)
  if (hasExtension) {
    missed.push(byHand('encrypt', 'extension', 'WebCrypto by hand', 0.6))
    missed.push(byHand('decrypt', 'extension', 'WebCrypto by hand', 1))
    const bound = { than: 'one of 12', atMost: 1.05 }
    missed.push(compare('IV of 16 bytes, extension', ...longIv('extension'), bound))
  }
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

async function rate(bin, hasExtension) {
  const sandbox = await startSandbox({ providers: ['inqud'] })
  const folder = await makeFolder(['rate'], 'countersign.js', hasExtension)
  const env = { ...sandbox.env, ORIGIN: sandbox.origins.inqud }
  const rates = await runIn(bin, folder, 'rate', env)
  await sandbox.close()
  const { module, extension, byHand, unsigned } = rates
  const compare = (name, ours, atLeast) =>
    verdict(
      `requests a second, ${name}`,
      ours / byHand,
      { of: 'the rate signed by hand', atLeast },
      `${Math.round(ours)} against ${Math.round(byHand)}`,
    )
  const missed = compare('module', module, 0.85) + (hasExtension ? compare('extension', extension, 0.95) : 0)
  console.log(`       unsigned, which the sandbox refuses without work: ${Math.round(unsigned)}`)
  return missed
}
