// An HMAC scheme of one's own against Inqud's, in the same tool and the same run.
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createSigner, inqud } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { k6Tools, signingIn } from './k6/signing.mjs'
import acme from './own/acme.mjs'
import { compare, compareTimes } from './ratio.mjs'
import { wanted } from './report/rows.mjs'

export const title = 'Your own scheme against ours'

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
const URLS = [
  ['acme', 'https://api.acme.example/v1/things'],
  ['inqud', 'https://api.inqud.com/v1/user/payments/payout'],
]
const bound = { than: 'Inqud', atMost: 1.3 }

/** Newman's row stands with the other scripts. */
export default async function run() {
  await inNode()
  for (const tool of Object.keys(k6Tools)) await inK6(tool)
}

function inNode() {
  const { sign } = createSigner({ providers: [acme, inqud], settings: (name) => env[name], host: nodeHost() })
  const post = ([, url]) => ({ method: 'POST', url, headers: [['Content-Type', 'application/json']], body })
  const [own, theirs] = URLS.map(post)
  return compare(
    'Node',
    () => sign(own),
    () => sign(theirs),
    bound,
  )
}

async function inK6(tool) {
  if (!wanted(tool)) return
  const times = await signingIn(tool, modules, URLS, { ...env, BODY: body })
  if (times) compareTimes(tool, times.acme, times.inqud, bound)
}
