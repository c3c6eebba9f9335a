// An HMAC scheme of one's own against Inqud's, in the same tool and the same run.
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSigner, inqud } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { bundle, bundleOverExtension } from '@countersign/k6/bundle'
import { bundle as postmanBundle } from '@countersign/postman/bundle'
import { buildK6, needK6 } from '@countersign/tools-k6'
import { runIn } from './k6/run.mjs'
import { newmanTimes } from './newman/times.mjs'
import acme from './own/acme.mjs'
import { verdict } from './ratio.mjs'

export const title = "A scheme of one's own against ours"

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const body = JSON.stringify({ text: 'x'.repeat(1024 - 11) })
const env = {
  ACME_API_KEY: 'a-key',
  ACME_API_SECRET: randomBytes(48).toString('base64url'),
  INQUD_TOKEN_ID: 'TKN-1',
  INQUD_TOKEN_SECRET: randomBytes(48).toString('base64url'),
}
const modules = {
  acme: { provider: acme, module: here('own/acme.mjs'), named: 'default' },
  inqud: { provider: inqud, module: '@countersign/core/providers/inqud/index', named: 'inqud' },
}
const bound = { than: 'Inqud', atMost: 1.3 }

export default async function run() {
  return (
    inNode() +
    (await inK6('k6', needK6, bundle)) +
    (await inK6('k6 with the extension', () => buildK6('extension'), bundleOverExtension)) +
    (await inNewman())
  )
}

/** In short turns: what disturbs the machine disturbs both, and the low quantile leaves it out. */
function inNode() {
  const { sign } = createSigner({ providers: [acme, inqud], settings: (name) => env[name], host: nodeHost() })
  const post = (url) => ({ method: 'POST', url, headers: [['Content-Type', 'application/json']], body })
  const requests = {
    acme: post('https://api.acme.example/v1/things'),
    inqud: post('https://api.inqud.com/v1/payout'),
  }
  const times = { acme: [], inqud: [] }
  for (let round = 0; round < 400; round++)
    for (const [name, request] of Object.entries(requests)) {
      const start = performance.now()
      for (let n = 0; n < 200; n++) sign(request)
      times[name].push((performance.now() - start) / 200)
    }
  return verdictOf('Node', low(times.acme), low(times.inqud))
}

const low = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 20)]

async function inK6(name, get, bundle) {
  const bin = await get().catch((thrown) => console.log(`  SKIPPED: ${name}. ${thrown.message}`))
  if (!bin) return 0
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(
    join(folder, 'countersign.js'),
    await bundle({ providers: Object.values(modules), version: '0' }),
  )
  copyFileSync(here('own/sign.js'), join(folder, 'sign.js'))
  const times = await runIn(bin, folder, 'sign', { ...env, BODY: body })
  return verdictOf(name, low(times.acme), low(times.inqud))
}

/** What a script adds to a request, against an empty one. */
async function inNewman() {
  const script = (one) => postmanBundle({ providers: [one], phase: 'pre-request', version: '0' })
  const scripts = { empty: '', acme: await script(modules.acme), inqud: await script(modules.inqud) }
  const server = createServer((request, response) => request.resume().on('end', () => response.end('{}')))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${server.address().port}`
  const item = Object.entries(scripts).map(([name, exec]) => ({
    name,
    event: [{ listen: 'prerequest', script: { exec: [exec] } }],
    request: { method: 'POST', url: `http://${host}/v1/things`, body: { mode: 'raw', raw: body } },
  }))
  const variable = Object.entries({ ...env, ACME_HOSTS: host, INQUD_HOSTS: host }).map(([key, value]) => ({
    key,
    value,
  }))
  const times = await newmanTimes({ info: { name: 'bench' }, variable, item })
  server.close()
  const median = (all) => all.sort((a, b) => a - b)[all.length >> 1]
  const added = (name) => median(times[name]) - median(times.empty)
  return verdictOf('Newman, added to a request', added('acme'), added('inqud'))
}

const verdictOf = (name, own, theirs) =>
  verdict(name, own / theirs, bound, `${(own * 1000).toFixed(1)} µs against ${(theirs * 1000).toFixed(1)} µs`)
