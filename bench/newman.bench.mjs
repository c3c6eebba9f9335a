// Time that a script adds to a request in Newman, against an empty script, in one run: every script takes its turn.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { providers } from '@countersign/core'
import { definedProvider, moduleOf, readDefinition } from '@countersign/definitions'
import { shippedScript } from '@countersign/postman'
import { bundle } from '@countersign/postman/bundle'
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

const script = (provider, module, text) =>
  bundle({
    providers: [{ provider, module, named: 'default', ...(text && { text }) }],
    phase: 'pre-request',
    version: '0',
    minify: true,
  })

/** A script of a definition, as `build` makes it. */
function ofDefinition(file) {
  const definition = readDefinition(
    readFileSync(new URL(`../definitions/${file}`, import.meta.url), 'utf8'),
    file,
  )
  return script(definedProvider(definition), `/${file}`, moduleOf(definition))
}

const OWN = new URL('own/acme.mjs', import.meta.url)

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
  'inqud.yaml, minified': await ofDefinition('inqud.yaml'),
  'binance.yaml, minified': await ofDefinition('binance.yaml'),
  'an own scheme, minified': await script((await import(OWN)).default, fileURLToPath(OWN)),
}

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
  const ids = [...providers.map(({ id }) => id), 'inqud_definition', 'binance', 'acme']
  const hosts = Object.fromEntries(ids.map((id) => [`${id.toUpperCase()}_HOSTS`, host]))
  const variable = Object.entries(values(hosts)).map(([key, value]) => ({ key, value }))
  const measured = await measure({ collection: { info: { name: 'bench' }, variable, item } })
  server.close()
  return measured
}

function measure(options) {
  const measured = { clock: new Map(), cpu: new Map() }
  let started = 0
  let spent
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
      spent = process.cpuUsage()
    })
    running.on('item', (_error, { item, cursor }) => {
      if (cursor.iteration < WARM_UP) return
      const { user, system } = process.cpuUsage(spent)
      add(measured.clock, item.name, performance.now() - started)
      add(measured.cpu, item.name, (user + system) / 1000)
    })
  })
}

const add = (all, name, took) => all.set(name, [...(all.get(name) ?? []), took])

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

export default async function run() {
  printSizes()
  const { clock, cpu } = await times()
  const addedTo = (all) => (name) => median(all.get(name)) - median(all.get('empty'))
  const [byClock, byCpu] = [addedTo(clock), addedTo(cpu)]
  console.log(`  a request with an empty script: ${median(clock.get('empty')).toFixed(1)} ms`)
  const compared = (name, other, limit) => {
    const [ratio, spent] = [byClock, byCpu].map((added) => added(name) / added(other))
    const kept = ratio <= limit
    console.log(
      `  ${kept ? 'ok  ' : 'MISS'} ${name}: adds ${ratio.toFixed(2)} times what ${other} adds (at most ${limit}); ${byClock(name).toFixed(1)} ms against ${byClock(other).toFixed(1)} ms; CPU time ${spent.toFixed(2)} times`,
    )
    return kept ? 0 : 1
  }
  const missed = [
    ...['Imburse', 'Inqud'].flatMap((name) => [
      compared(`${name}, minified`, `${name}, crypto-js`, 2),
      compared(`${name}, readable`, `${name}, crypto-js`, 2),
    ]),
    compared('inqud.yaml, minified', 'Inqud, minified', 1.5),
    compared('binance.yaml, minified', 'Inqud, minified', 1.5),
    compared('an own scheme, minified', 'Inqud, minified', 1.3),
    under('Mastercard, minified', byClock('Mastercard, minified'), 40),
    under('Mastercard, readable', byClock('Mastercard, readable'), 40),
  ]
  return missed.reduce((sum, one) => sum + one, 0)
}

function under(name, ours, limit) {
  const kept = ours < limit
  console.log(
    `  ${kept ? 'ok  ' : 'MISS'} ${name}: adds ${ours.toFixed(1)} ms to encrypt (under ${limit} ms)`,
  )
  return kept ? 0 : 1
}
