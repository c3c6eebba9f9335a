import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage } from './opened.js'
import { here } from './toolchains.js'

/** What runs a client, by its language, and where the client's mistake is. */
const CLIENTS = [
  {
    language: 'Python',
    words: ['python3', 'salt-in-capitals.py'],
    provider: 'inqud',
    path: '/v1/user/payments/payout',
    box: 'the signature matches when the salt is signed in lower caseSign the salt exactly as it is sent.',
  },
  {
    language: 'Java',
    words: ['java', 'PercentEncoded.java'],
    provider: 'imburse',
    path: '/v1/order-management',
    box: /^Why it is refusedLook at #\d+ first: .* There: signature matches when the signature is read as base64 and percent-encoded/,
  },
  {
    language: 'Go',
    words: ['go', 'run', 'oauth-names.go'],
    provider: 'sendpayments',
    path: '/auth',
    box: 'clientId: it is missing; client_id has its value: only the name is wrong',
  },
  {
    language: 'PHP',
    words: ['php', 'signed-as-https.php'],
    provider: 'mastercard-oauth',
    path: '/locations/v1/atms',
    box: 'the signature matches when the base string URI starts with https',
  },
  {
    language: 'JavaScript',
    words: [process.execPath, 'wrong-member.mjs'],
    provider: 'mastercard',
    path: '/verifications',
    box: 'encrypted: encryptedData is missing; encryptedPayload holds a JWE: only the name is wrong',
  },
] as const

const cwd = fileURLToPath(new URL('../clients', import.meta.url))

let on: Opened
describe.skipIf(chromiumPath === undefined)('the box alone names what is wrong', () => {
  beforeAll(async () => {
    on = await openPage()
  })
  afterAll(() => on?.close())

  it.each(CLIENTS.filter(({ language }) => here.includes(language)))(
    'with a client in $language',
    async ({ words: [command, ...args], provider, path, box }) => {
      const { sandbox, open, cause } = on
      const env = { ...process.env, ...sandbox.env, ORIGIN: sandbox.origins[provider] }
      await promisify(execFile)(command, args, { cwd, env })
      await open(path)
      expect(await cause(box)).toMatch(/^Why it is refused/)
    },
    // Go compiles its libraries the first time.
    300_000,
  )
})
