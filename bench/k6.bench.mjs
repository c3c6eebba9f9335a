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
import { load, rows as loadRows } from './k6/load.mjs'
import { makeFolder, notedIn, runIn, start } from './k6/run.mjs'
import { compareTimes } from './ratio.mjs'
import { add, skip, wanted } from './report/rows.mjs'
import { low, ratioOf } from './report/spread.mjs'

export const title = 'k6: the module and the extension'

const KINDS = ['module', 'extension']
const HMACS = ['Inqud', 'Imburse']
const signingRows = [
  ...KINDS.flatMap((kind) =>
    [...HMACS, ...HMACS.map((call) => `${call} async`), 'encrypt', 'decrypt', 'IV of 16 bytes'].map(
      (call) => `${call}, ${kind}`,
    ),
  ),
  ...HMACS.flatMap((call) => [`${call}, module against crypto-js`, `${call}, extension against the module`]),
]
const rateRows = KINDS.map((kind) => `requests a second, ${kind}`)
export const rows = [...signingRows, ...rateRows, ...loadRows]

const body = JSON.stringify({ text: 'x'.repeat(1024 - 11) })

export default async function run() {
  const bin = await needK6().catch((thrown) =>
    skip('k6', `${thrown.message} Install k6 2.2.0 or newer, or Go.`),
  )
  if (!bin) return
  const extension = await buildK6('extension').catch((thrown) => skip('the extension', thrown.message))
  if (signingRows.some(wanted)) await signing(extension ?? bin, extension !== undefined)
  if (rateRows.some(wanted)) await rate(extension ?? bin, extension !== undefined)
  if (loadRows.some(wanted)) await load(bin, extension)
}

/** Call → times what it takes by hand it may take at most, in the module and in the extension. */
const BY_HAND = {
  Inqud: { than: 'k6/crypto by hand', module: 2.5, extension: 2.2, async: { module: 3, extension: 2.7 } },
  Imburse: { than: 'k6/crypto by hand', module: 2.5, extension: 2.2, async: { module: 3, extension: 2.7 } },
  encrypt: { than: 'WebCrypto by hand', module: 1.5, extension: 0.6 },
  decrypt: { than: 'WebCrypto by hand', module: 1.1, extension: 1 },
}

async function signing(bin, hasExtension) {
  const folder = await makeFolder(['sign'], 'countersign.js', hasExtension)
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings()))
  const times = await runIn(bin, folder, 'sign')
  const row = (name, other, bound, label = name) => compareTimes(label, times[name], times[other], bound)
  for (const kind of ['module', ...(hasExtension ? ['extension'] : [])]) {
    for (const [call, { than, async: bounds, ...atMost }] of Object.entries(BY_HAND)) {
      row(`${call}, ${kind}`, `${call}, by hand`, { than, atMost: atMost[kind] })
      if (bounds) row(`${call} async, ${kind}`, `${call}, by hand`, { than, atMost: bounds[kind] })
    }
    const long = { than: 'one of 12', ...(kind === 'extension' && { atMost: 1.05 }) }
    row(`decrypt 16, ${kind}`, `decrypt, ${kind}`, long, `IV of 16 bytes, ${kind}`)
  }
  for (const call of HMACS) {
    const faster = { than: 'crypto-js', atLeast: 100 }
    row(`${call}, module`, `${call}, crypto-js`, faster, `${call}, module against crypto-js`)
    const ofModule = { than: 'the module', atMost: 0.85 }
    const label = `${call}, extension against the module`
    if (hasExtension) row(`${call}, extension`, `${call}, module`, ofModule, label)
  }
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

/** Turns of a tenth of a second: in longer ones, what else the machine did decided. */
async function rate(bin, hasExtension) {
  const sandbox = await startSandbox({ providers: ['inqud'] })
  const folder = await makeFolder(['rate'], 'countersign.js', hasExtension)
  const env = { ...sandbox.env, ORIGIN: sandbox.origins.inqud, ROUNDS: '150' }
  const users = notedIn(await start(bin, folder, 'rate', env).ended)
  await sandbox.close()
  // Milliseconds per request of all users together.
  const times = (part) => sums(users.map((counts) => counts[part])).map((count) => 100 / count)
  const perSecond = (part) => Math.round(1000 / low(times(part)))
  const row = (part, atLeast) => {
    const figures = `${perSecond(part)} against ${perSecond('byHand')}`
    const unit = 'of the rate signed by hand'
    const { value, spread } = ratioOf(times('byHand'), times(part))
    add({ name: `requests a second, ${part}`, value, spread, unit, atLeast, figures })
  }
  row('module', 0.85)
  if (hasExtension) row('extension', 0.95)
}

const sums = ([first, ...others]) =>
  first.map((count, turn) => others.reduce((sum, counts) => sum + counts[turn], count))
