// Time that a script adds to a request in Newman, against an empty script, in one run: every script takes its turn.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { providers } from '@countersign/core'
import { shippedScript } from '@countersign/postman'
import { definitionScript, scriptOf } from './newman/definition-script.mjs'
import { cpuNote, newmanTimes } from './newman/times.mjs'
import { vendorScripts } from './newman/vendor-scripts.mjs'
import { compareTimes, figure } from './ratio.mjs'
import { low, quartiles } from './report/spread.mjs'

export const title = 'Newman: what a script adds to a request'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key, type) => key.export({ type, format: 'pem' })
const body = JSON.stringify({ text: 'x'.repeat(1024 - 11) })

const OWN = new URL('own/acme.mjs', import.meta.url)

const scripts = async () => ({
  empty: '',
  'Imburse, minified': shippedScript('imburse', 'pre-request', true),
  'Imburse, readable': shippedScript('imburse', 'pre-request'),
  'Imburse, crypto-js': vendorScripts.imburse,
  'Inqud, minified': shippedScript('inqud', 'pre-request', true),
  'Inqud, readable': shippedScript('inqud', 'pre-request'),
  'Inqud, crypto-js': vendorScripts.inqud,
  'Mastercard, minified': shippedScript('mastercard', 'pre-request', true),
  'Mastercard, readable': shippedScript('mastercard', 'pre-request'),
  'inqud.yaml, minified': await definitionScript('inqud.yaml'),
  'binance.yaml, minified': await definitionScript('binance.yaml'),
  'an own scheme, minified': await scriptOf((await import(OWN)).default, fileURLToPath(OWN)),
})

const values = (host) => ({
  IMBURSE_PUBLIC_KEY: randomUUID(),
  IMBURSE_PRIVATE_KEY: randomBytes(32).toString('base64'),
  INQUD_TOKEN_ID: `TKN-${randomUUID()}`,
  INQUD_TOKEN_SECRET: randomBytes(48).toString('base64url'),
  MASTERCARD_ENCRYPTION_CERTIFICATE: pem(rsa.publicKey, 'spki'),
  COUNTERSIGN_ENTROPY: randomBytes(32).toString('hex'),
  INQUD_DEFINITION_TOKEN_ID: `TKN-${randomUUID()}`,
  INQUD_DEFINITION_TOKEN_SECRET: randomBytes(48).toString('base64url'),
  BINANCE_API_KEY: randomUUID(),
  BINANCE_SECRET_KEY: randomBytes(48).toString('base64url'),
  ACME_API_KEY: randomUUID(),
  ACME_API_SECRET: randomBytes(48).toString('base64url'),
  ...host,
})

/** Script → the milliseconds that each of its requests took, from the tool's own events. */
async function times(scripts) {
  const server = createServer((request, response) => request.resume().on('end', () => response.end('{}')))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${server.address().port}`
  const item = Object.entries(scripts).map(([name, script]) => ({
    name,
    event: [{ listen: 'prerequest', script: { exec: [script] } }],
    request: {
      method: 'POST',
      url: `http://${host}/v1/identity/hmac`,
      header: [{ key: 'Content-Type', value: 'application/json' }],
      body: { mode: 'raw', raw: body },
    },
  }))
  // A host may be one provider's only: each script is for one, and sees the others' names as nothing.
  const ids = [...providers.map(({ id }) => id), 'inqud_definition', 'binance', 'acme']
  const hosts = Object.fromEntries(ids.map((id) => [`${id.toUpperCase()}_HOSTS`, host]))
  const variable = Object.entries(values(hosts)).map(([key, value]) => ({ key, value }))
  const took = await newmanTimes({ info: { name: 'bench' }, variable, item })
  server.close()
  return took
}

/** Each script, the one it is compared to, and at most how many times what that one adds it may add. */
const COMPARED = [
  ...['Imburse', 'Inqud'].flatMap((name) => [
    [`${name}, minified`, `${name}, crypto-js`, 2],
    [`${name}, readable`, `${name}, crypto-js`, 2],
  ]),
  ['inqud.yaml, minified', 'Inqud, minified', 1.5],
  ['binance.yaml, minified', 'Inqud, minified', 1.5],
  ['an own scheme, minified', 'Inqud, minified', 1.3],
]

const EMPTY = 'a request with an empty script'
const ENCRYPTING = ['Mastercard, minified', 'Mastercard, readable']
export const rows = [
  EMPTY,
  ...COMPARED.map(([name]) => name),
  ...ENCRYPTING.map((name) => `${name}, encrypt`),
]

export default async function run() {
  const all = await scripts()
  const { clock: took, cpu } = await times(all)
  // Every byte of a script is copied for every request.
  const sizeOf = (name) => `${(all[name].length / 1024).toFixed(1)} KB`
  const { empty: base } = took
  figure(EMPTY, low(base), 'ms', { spread: quartiles(base) })
  for (const [name, other, atMost] of COMPARED) {
    const note = `${cpuNote(cpu, name, other)}; ${sizeOf(name)}`
    compareTimes(name, took[name], took[other], { than: `what ${other} adds`, atMost, base, note })
  }
  for (const name of ENCRYPTING) {
    const added = took[name].map((time, round) => time - base[round])
    const spread = quartiles(added)
    figure(`${name}, encrypt`, low(took[name]) - low(base), 'ms more', { spread, figures: sizeOf(name) })
  }
}
