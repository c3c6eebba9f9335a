// Time that a script adds to a request in Newman, against an empty script, in one run: every script takes its turn.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { providers } from '@countersign/core'
import { shippedScript } from '@countersign/postman'
import newman from 'newman'

export const title = 'Newman: what a script adds to a request'

const ROUNDS = 150
const WARM_UP = 20

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key, type) => key.export({ type, format: 'pem' })
const body = JSON.stringify({ text: 'x'.repeat(1024 - 11) })

// As the vendors' own examples do it, on the sandbox's crypto-js.
const IMBURSE_BY_CRYPTO_JS = `
var CryptoJS = require('crypto-js')
var body = pm.request.body ? pm.request.body.raw : ''
var bodyHash = body ? CryptoJS.enc.Base64.stringify(CryptoJS.SHA256(body)) : ''
var timestamp = Math.floor(Date.now() / 1000), nonce = String(Date.now() * Math.random())
var text = pm.variables.get('IMBURSE_PUBLIC_KEY') + ':' + nonce + ':' + timestamp + ':' + bodyHash
var key = CryptoJS.enc.Base64.parse(pm.variables.get('IMBURSE_PRIVATE_KEY'))
var signature = CryptoJS.enc.Base64.stringify(CryptoJS.HmacSHA256(text, key))
pm.request.headers.upsert({ key: 'Authorization', value: 'Hmac ' + text + ':' + signature })`
const INQUD_BY_CRYPTO_JS = `
var CryptoJS = require('crypto-js')
var salt = CryptoJS.SHA256(String(Date.now() * Math.random())).toString()
var text = (pm.request.body ? pm.request.body.raw : '') + salt
var signature = CryptoJS.enc.Hex.stringify(CryptoJS.HmacSHA256(text, pm.variables.get('INQUD_TOKEN_SECRET')))
pm.request.headers.upsert({ key: 'X-Token-API-Id', value: pm.variables.get('INQUD_TOKEN_ID') })
pm.request.headers.upsert({ key: 'X-Salt', value: salt })
pm.request.headers.upsert({ key: 'X-HMAC-SHA256-Signature', value: signature })`

const SCRIPTS = {
  empty: '',
  'Imburse, minified': shippedScript('imburse', 'pre-request', true),
  'Imburse, readable': shippedScript('imburse', 'pre-request'),
  'Imburse, crypto-js': IMBURSE_BY_CRYPTO_JS,
  'Inqud, minified': shippedScript('inqud', 'pre-request', true),
  'Inqud, readable': shippedScript('inqud', 'pre-request'),
  'Inqud, crypto-js': INQUD_BY_CRYPTO_JS,
  'Mastercard, minified': shippedScript('mastercard', 'pre-request', true),
  'Mastercard, readable': shippedScript('mastercard', 'pre-request'),
}

const values = (host) => ({
  IMBURSE_PUBLIC_KEY: randomUUID(),
  IMBURSE_PRIVATE_KEY: randomBytes(32).toString('base64'),
  INQUD_TOKEN_ID: `TKN-${randomUUID()}`,
  INQUD_TOKEN_SECRET: randomBytes(48).toString('base64url'),
  MASTERCARD_ENCRYPTION_CERTIFICATE: pem(rsa.publicKey, 'spki'),
  COUNTERSIGN_ENTROPY: randomBytes(32).toString('hex'),
  ...host,
})

/** How large each script is: no limit, but every byte of it is copied and parsed for every request. */
function printSizes() {
  for (const [name, script] of Object.entries(SCRIPTS))
    if (script) console.log(`  ${name}: ${(script.length / 1024).toFixed(1)} KB`)
}

/** Script → the milliseconds that each of its requests took, from the tool's own events. */
async function times() {
  const server = createServer((request, response) => request.resume().on('end', () => response.end('{}')))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${server.address().port}`
  const item = Object.entries(SCRIPTS).map(([name, script]) => ({
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
  const hosts = Object.fromEntries(providers.map(({ id }) => [`${id.toUpperCase()}_HOSTS`, host]))
  const variable = Object.entries(values(hosts)).map(([key, value]) => ({ key, value }))
  const measured = await measure({ collection: { info: { name: 'bench' }, variable, item } })
  server.close()
  return measured
}

function measure(options) {
  const measured = new Map()
  let started = 0
  return new Promise((resolve, reject) => {
    const running = newman.run(
      { ...options, iterationCount: ROUNDS + WARM_UP, reporters: [] },
      (error, summary) => {
        const failure = error ?? summary.run.failures[0]?.error
        if (failure) reject(failure)
        else resolve(measured)
      },
    )
    running.on('beforeItem', () => {
      started = performance.now()
    })
    running.on('item', (_error, { item, cursor }) => {
      if (cursor.iteration < WARM_UP) return
      const took = measured.get(item.name) ?? []
      measured.set(item.name, took)
      took.push(performance.now() - started)
    })
  })
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

export default async function run() {
  printSizes()
  const all = new Map([...(await times())].map(([name, took]) => [name, median(took)]))
  const added = (name) => all.get(name) - all.get('empty')
  console.log(`  a request with an empty script: ${all.get('empty').toFixed(1)} ms`)
  const missed = [
    ...['Imburse', 'Inqud'].flatMap((name) => [
      atMostTwice(`${name}, minified`, added(`${name}, minified`), added(`${name}, crypto-js`)),
      atMostTwice(`${name}, readable`, added(`${name}, readable`), added(`${name}, crypto-js`)),
    ]),
    under('Mastercard, minified', added('Mastercard, minified'), 40),
    under('Mastercard, readable', added('Mastercard, readable'), 40),
  ]
  return missed.reduce((sum, one) => sum + one, 0)
}

function atMostTwice(name, ours, theirs) {
  const kept = ours <= theirs * 2
  const ratio = (ours / theirs).toFixed(2)
  console.log(
    `  ${kept ? 'ok  ' : 'MISS'} ${name}: adds ${ratio} times what crypto-js adds (at most 2); ${ours.toFixed(1)} ms against ${theirs.toFixed(1)} ms`,
  )
  return kept ? 0 : 1
}

function under(name, ours, limit) {
  const kept = ours < limit
  console.log(
    `  ${kept ? 'ok  ' : 'MISS'} ${name}: adds ${ours.toFixed(1)} ms to encrypt (under ${limit} ms)`,
  )
  return kept ? 0 : 1
}
