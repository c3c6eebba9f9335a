import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '@countersign/sandbox'
import { requestApi } from '@countersign/tests-insomnia/app/contexts.mjs'
import { sandboxHooks } from '@countersign/tests-insomnia/app/quickjs.mjs'
import { compareTimes, figure } from './ratio.mjs'
import { low, quartiles } from './report/spread.mjs'
import { inTurns } from './turns.mjs'

export const title = 'Insomnia: the plugin with full access and in QuickJS'
export const rows = [
  'start-up',
  'hook with full access, HMAC, 1 KB',
  'QuickJS, a hook that leaves a request alone',
  'QuickJS, HMAC by the granted crypto',
  'QuickJS, encrypt',
  'QuickJS, decrypt',
]

const require = createRequire(import.meta.url)
const manifestPath = require.resolve('insomnia-plugin-countersign/package.json')
const plugin = require.resolve('insomnia-plugin-countersign')

// What Mastercard's own plugin loads when Insomnia starts; the plugin itself is on no registry.
const THEIRS = ['joi', 'node-forge', 'jsrsasign', 'mastercard-oauth1-signer', 'mastercard-client-encryption']

/** Milliseconds to require modules in a process of its own. */
function loadTime(modules) {
  const code = `const start = performance.now(); for (const name of ${JSON.stringify(modules)}) require(name); console.log(performance.now() - start)`
  const args = ['--no-experimental-require-module', '-e', code]
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

function startUp() {
  const [ours, theirs] = [[], []]
  for (let round = 0; round < 16; round++) {
    ours.push(loadTime([plugin]))
    theirs.push(loadTime(THEIRS))
  }
  compareTimes('start-up', ours, theirs, { than: "the five packages of Mastercard's plugin", atLeast: 6 })
}

const environment = { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'x'.repeat(64) }
const text = JSON.stringify({ text: 'x'.repeat(1024 - 11) })
const rendered = (url) => ({
  _id: 'req_1',
  url,
  method: 'POST',
  headers: [{ name: 'Content-Type', value: 'application/json' }],
  parameters: [],
  authentication: {},
  body: { mimeType: 'application/json', text },
})

/** One HMAC hook with full access, the context and the copy of the request along with it. */
async function hmacHook() {
  const { requestHooks } = require(plugin)
  const log = console.log
  console.log = () => {}
  const [times] = await inTurns([
    () => requestHooks[0]({ request: requestApi(rendered('https://api.inqud.com/v1/payout'), environment) }),
  ])
  console.log = log
  figure('hook with full access, HMAC, 1 KB', low(times), 'ms', { atMost: 1, spread: quartiles(times) })
}

/** Hooks in QuickJS, each in a fresh one: that of a hook that has nothing to do is the measure of the others. */
async function inQuickJS() {
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'))
  const { directory, remove } = packed()
  const told = { alerts: [] }
  const hooks = sandboxHooks({ directory, manifest }, told)
  const sandbox = await startSandbox({ providers: ['mastercard'], mastercard: { mutualTls: false } })
  const env = { ...environment, ...sandbox.env }
  const at = sandbox.origins.mastercard
  const sealed = await (await fetch(at, await sealedRequest(hooks, at, env))).text()
  const response = () => ({
    statusCode: 200,
    headers: [],
    bytesRead: sealed.length,
    body: Buffer.from(sealed),
  })
  const times = await inTurns([
    () => hooks.request(rendered('https://elsewhere.example/'), env),
    () => hooks.request(rendered('https://api.inqud.com/v1/x'), env),
    () => hooks.request(rendered(`${at}/x`), env),
    () => hooks.response(response(), rendered(`${at}/x`), env),
  ])
  await sandbox.close()
  remove()
  return times
}

async function sealedRequest(hooks, at, env) {
  const request = rendered(`${at}/x`)
  await hooks.request(request, env)
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: request.body.text }
}

/** The plugin's folder as it is installed: its one file. */
function packed() {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  cpSync(plugin, join(directory, 'dist/plugin.js'))
  cpSync(manifestPath, join(directory, 'package.json'))
  return { directory, remove: () => rmSync(directory, { recursive: true }) }
}

/** What a hook adds to one that leaves the request alone: QuickJS itself starts for each. */
function addedTo(nothing, name, times, atMost) {
  const added = times.map((time, n) => time - nothing[n])
  const value = low(times) - low(nothing)
  figure(`QuickJS, ${name}`, value, 'ms more', { atMost, spread: quartiles(added) })
}

export default async function run() {
  startUp()
  await hmacHook()
  const [nothing, hmac, encrypt, decrypt] = await inQuickJS()
  figure('QuickJS, a hook that leaves a request alone', low(nothing), 'ms')
  addedTo(nothing, 'HMAC by the granted crypto', hmac)
  addedTo(nothing, 'encrypt', encrypt, 30)
  addedTo(nothing, 'decrypt', decrypt, 100)
}
