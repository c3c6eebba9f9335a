import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '@countersign/sandbox'
import { requestApi } from '@countersign/tests-insomnia/app/contexts.mjs'
import { sandboxHooks } from '@countersign/tests-insomnia/app/quickjs.mjs'
import { median } from './ratio.mjs'

const require = createRequire(import.meta.url)
const manifestPath = require.resolve('insomnia-plugin-countersign/package.json')
const plugin = require.resolve('insomnia-plugin-countersign')

// What Mastercard's own plugin loads when Insomnia starts; the plugin itself is on no registry.
const THEIRS = ['joi', 'node-forge', 'jsrsasign', 'mastercard-oauth1-signer', 'mastercard-client-encryption']

const ms = (nanoseconds) => `${(nanoseconds / 1e6).toFixed(2)} ms`
const line = (kept, text) => {
  console.log(`  ${kept ? 'ok  ' : 'MISS'} ${text}`)
  return kept ? 0 : 1
}

/** Milliseconds to require modules in a process of its own, the median of nine. */
function loadTime(modules) {
  const code = `const start = performance.now(); for (const name of ${JSON.stringify(modules)}) require(name); console.log(performance.now() - start)`
  const run = () =>
    Number(
      execFileSync(process.execPath, ['--no-experimental-require-module', '-e', code], { encoding: 'utf8' }),
    )
  const times = Array.from({ length: 9 }, run).sort((one, other) => one - other)
  return times[4]
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
  const time = await median(() => {
    const request = requestApi(rendered('https://api.inqud.com/v1/user/payments/payout'), environment)
    return requestHooks[0]({ request })
  })
  console.log = log
  return time
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
  const answer = () => ({ statusCode: 200, headers: [], bytesRead: sealed.length, body: Buffer.from(sealed) })
  const nothing = await median(() => hooks.request(rendered('https://elsewhere.example/'), env))
  const figures = {
    nothing,
    hmac: await median(() => hooks.request(rendered('https://api.inqud.com/v1/x'), env)),
    encrypt: await median(() => hooks.request(rendered(`${at}/x`), env)),
    decrypt: await median(() => hooks.response(answer(), rendered(`${at}/x`), env)),
  }
  await sandbox.close()
  remove()
  return figures
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

export default async function run() {
  const [ours, theirs] = [loadTime([plugin]), loadTime(THEIRS)]
  const size = statSync(plugin).size / 1024
  const hook = await hmacHook()
  const { nothing, hmac, encrypt, decrypt } = await inQuickJS()
  return [
    line(
      theirs / ours >= 6,
      `start-up: ${(theirs / ours).toFixed(1)} times faster than the five packages that Mastercard's plugin loads (at least 6); ${ours.toFixed(1)} ms against ${theirs.toFixed(1)} ms`,
    ),
    line(size <= 120, `size: ${size.toFixed(1)} KB in one file (at most 120)`),
    line(hook <= 1e6, `an HMAC hook with full access, 1 KB: ${ms(hook)} (at most 1 ms)`),
    line(true, `QuickJS, a hook that leaves a request alone, QuickJS itself along with it: ${ms(nothing)}`),
    line(true, `QuickJS, HMAC by the granted crypto: ${ms(hmac - nothing)} more`),
    line(encrypt - nothing <= 30e6, `QuickJS, JWE encrypt: ${ms(encrypt - nothing)} more (about 30 ms)`),
    line(decrypt - nothing <= 100e6, `QuickJS, JWE decrypt: ${ms(decrypt - nothing)} more (about 100 ms)`),
  ].reduce((sum, missed) => sum + missed, 0)
}
