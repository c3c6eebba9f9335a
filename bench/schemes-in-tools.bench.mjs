// The schemes that need only HMAC against Inqud's HMAC, in the same tool and the same run.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { inqud } from '@countersign/core'
import { bundle as postmanBundle } from '@countersign/postman/bundle'
import { k6Tools, signingIn } from './k6/signing.mjs'
import { cpuNote, newmanTimes } from './newman/times.mjs'
import { compareTimes } from './ratio.mjs'
import { wanted } from './report/rows.mjs'

export const title = 'Schemes that need only HMAC, in tools'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const body = JSON.stringify({ text: 'x'.repeat(1024 - 11) })
const secret = () => randomBytes(32).toString('base64url')
const env = {
  INQUD_TOKEN_ID: 'TKN-1',
  INQUD_TOKEN_SECRET: secret(),
  SIGV4_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  SIGV4_SECRET_ACCESS_KEY: secret(),
  OAUTH_CONSUMER_KEY: 'key',
  OAUTH_CONSUMER_SECRET: secret(),
  OAUTH_TOKEN: 'token',
  OAUTH_TOKEN_SECRET: secret(),
  THINGS_ID: 'id',
  THINGS_KEY: secret(),
  AKAMAI_CLIENT_TOKEN: 'client',
  AKAMAI_CLIENT_SECRET: secret(),
  AKAMAI_ACCESS_TOKEN: 'access',
  STORAGE_KEY: randomBytes(32).toString('base64'),
  HTTPSIG_KEY_ID: 'key',
  HTTPSIG_SECRET: randomBytes(32).toString('base64'),
  JWS_SECRET: randomBytes(32).toString('base64'),
}
const NAMES = {
  sigv4: 'AWS SigV4',
  oauth: 'OAuth 1.0a HMAC-SHA1',
  things: 'Hawk',
  akamai: 'EdgeGrid',
  storage: 'Azure SharedKey',
  httpsig: 'HTTP Message Signatures hmac-sha256',
  jws: 'detached JWS HS256',
}
const ours = { provider: inqud, module: '@countersign/core/providers/inqud/index', named: 'inqud' }
/** A file each, as somebody who copies one has it: a script carries the scheme that it names, and no other. */
async function moduleOf(id) {
  const module = here(`schemes/providers/${id}.mjs`)
  return { provider: (await import(pathToFileURL(module).href)).default, module, named: 'default' }
}
const modules = await Promise.all(Object.keys(NAMES).map(moduleOf))

export const rows = [...Object.keys(k6Tools), 'Newman'].flatMap((tool) =>
  Object.values(NAMES).map((name) => `${name} in ${tool}`),
)

export default async function run() {
  for (const tool of Object.keys(k6Tools)) await inK6(tool)
  await inNewman()
}

const isAsked = (tool) => rows.some((row) => row.endsWith(` in ${tool}`) && wanted(row))

async function inK6(tool) {
  if (!isAsked(tool)) return
  const urls = Object.keys(NAMES).map((id) => [id, `https://${id}.example/v1/things?b=2&a=x%20y`])
  const all = [['inqud', 'https://api.inqud.com/v1/user/payments/payout'], ...urls]
  const times = await signingIn(tool, [ours, ...modules], all, { ...env, BODY: body })
  if (times) report(tool, times)
}

/** What a script adds to a request, against an empty one. */
async function inNewman() {
  if (!isAsked('Newman')) return
  const script = (one) =>
    postmanBundle({ providers: [one], phase: 'pre-request', version: '0', minify: true })
  const scripts = { empty: '', inqud: await script(ours) }
  for (const one of modules) scripts[one.provider.id] = await script(one)
  const server = createServer((request, response) => request.resume().on('end', () => response.end('{}')))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${server.address().port}`
  const item = Object.entries(scripts).map(([name, exec]) => ({
    name,
    event: [{ listen: 'prerequest', script: { exec: [exec] } }],
    request: {
      method: 'POST',
      url: `http://${host}/v1/things?b=2&a=x%20y`,
      header: [{ key: 'Content-Type', value: 'application/json' }],
      body: { mode: 'raw', raw: body },
    },
  }))
  const hosts = Object.keys(scripts).map((id) => [`${id.toUpperCase()}_HOSTS`, host])
  const variable = [...Object.entries(env), ...hosts].map(([key, value]) => ({ key, value }))
  const { clock, cpu } = await newmanTimes({ info: { name: 'bench' }, variable, item })
  server.close()
  const { empty, ...times } = clock
  report('Newman', times, {
    base: empty,
    noteOf: (id) => `${cpuNote(cpu, id, 'inqud')}; ${(scripts[id].length / 1024).toFixed(1)} KB`,
  })
}

function report(tool, { inqud: theirs, ...times }, { base, noteOf } = {}) {
  for (const [id, own] of Object.entries(times)) {
    const bound = { than: 'Inqud', atMost: 1.3, base, note: noteOf?.(id) }
    compareTimes(`${NAMES[id]} in ${tool}`, own, theirs, bound)
  }
}
