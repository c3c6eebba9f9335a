// An HMAC scheme of one's own against Inqud's, in the same tool and the same run.
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSigner, inqud } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { bundle, bundleOverExtension } from '@countersign/k6/bundle'
import { buildK6, needK6 } from '@countersign/tools-k6'
import { runIn } from './k6/run.mjs'
import acme from './own/acme.mjs'
import { compare, compareTimes } from './ratio.mjs'
import { skip, wanted } from './report/rows.mjs'

export const title = "A scheme of one's own against ours"

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const body = JSON.stringify({ text: 'x'.repeat(1024 - 11) })
const env = {
  ACME_API_KEY: 'a-key',
  ACME_API_SECRET: randomBytes(48).toString('base64url'),
  INQUD_TOKEN_ID: 'TKN-1',
  INQUD_TOKEN_SECRET: randomBytes(48).toString('base64url'),
}
const modules = [
  { provider: acme, module: here('own/acme.mjs'), named: 'default' },
  { provider: inqud, module: '@countersign/core/providers/inqud/index', named: 'inqud' },
]
const bound = { than: 'Inqud', atMost: 1.3 }

/** Newman's row stands with the other scripts. */
export default async function run() {
  await inNode()
  await inK6('k6', needK6, bundle)
  await inK6('k6 with the extension', () => buildK6('extension'), bundleOverExtension)
}

function inNode() {
  const { sign } = createSigner({ providers: [acme, inqud], settings: (name) => env[name], host: nodeHost() })
  const post = (url) => ({ method: 'POST', url, headers: [['Content-Type', 'application/json']], body })
  const own = post('https://api.acme.example/v1/things')
  const theirs = post('https://api.inqud.com/v1/payout')
  return compare(
    'Node',
    () => sign(own),
    () => sign(theirs),
    bound,
  )
}

async function inK6(name, get, bundle) {
  if (!wanted(name)) return
  const bin = await get().catch((thrown) => skip(name, thrown.message))
  if (!bin) return
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'countersign.js'), await bundle({ providers: modules, version: '0' }))
  copyFileSync(here('own/sign.js'), join(folder, 'sign.js'))
  const { acme: own, inqud: theirs } = await runIn(bin, folder, 'sign', { ...env, BODY: body })
  compareTimes(name, own, theirs, bound)
}
