import { createPublicKey, randomBytes } from 'node:crypto'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { CompactEncrypt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, event, expect200, post, script } from './collections.js'
import { startRecorder } from './recorder.js'
import { isLong, run, runBeside, toolNames } from './runners.js'

let sandbox: Sandbox
let vendor: Awaited<ReturnType<typeof startRecorder>>
let jwe = ''
beforeAll(async () => {
  sandbox = await startSandbox({
    providers: ['mastercard'],
    mastercard: { mutualTls: false, ivBits: 128, alphabet: 'base64' },
  })
  const key = createPublicKey(sandbox.env.MASTERCARD_DECRYPTION_KEY ?? '')
  jwe = await new CompactEncrypt(Buffer.from('{"ok":true}'))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
    .encrypt(key)
  vendor = await startRecorder((url) => responses[url] ?? { status: 404, body: '' })
  responses['/tampered'] = { status: 200, body: JSON.stringify({ encryptedData: tampered(jwe) }) }
})
afterAll(() => Promise.all([sandbox.close(), vendor.close()]))

const responses: Record<string, { status: number; body: string }> = {
  '/clear': { status: 200, body: '{"ok":true}' },
  '/cut-off': { status: 200, body: '{"encryptedData": "abc.def"}' },
  '/error': { status: 400, body: '{"Errors":{"Error":[]}}' },
}
const tampered = (text: string) => {
  const parts = text.split('.')
  const bytes = Buffer.from(parts[3] ?? '', 'base64url')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  parts[3] = bytes.toString('base64url')
  return parts.join('.')
}

const ENTROPY = randomBytes(32).toString('hex')
const both = () => [
  event('prerequest', script('mastercard.pre-request')),
  event('test', script('mastercard.post-response')),
]
const envAt = (host: string) => ({ ...sandbox.env, MASTERCARD_HOSTS: host, COUNTERSIGN_ENTROPY: ENTROPY })

describe.each(toolNames)('%s', (tool) => {
  const ask = (path: string, env: Record<string, string | undefined> = {}) =>
    run(tool, collection([post(`${vendor.origin}${path}`)], both()), {
      env: { ...envAt(vendor.host), ...env },
    })

  it('is red on a response that is tampered with, not encrypted, or cut off', async () => {
    const items = ['/tampered', '/clear', '/cut-off'].map((path) => post(`${vendor.origin}${path}`))
    const { code, text } = await run(tool, collection(items, both()), { env: envAt(vendor.host) })
    const flat = text.replace(/\s+/g, ' ')
    expect(flat).toMatch(/does not open.*not encrypted.*not a JWE/)
    expect(code).toBe(1)
  })

  it('lets an error that is not encrypted pass, and everything if there is no key to open with', async () => {
    expect(await ask('/error')).toMatchObject({ code: 0 })
    expect(await ask('/tampered', { MASTERCARD_DECRYPTION_KEY: undefined })).toMatchObject({ code: 0 })
  })

  it('encrypts each request anew, and opens responses as the vendor really writes them', async () => {
    const counted = event('test', [
      "pm.test('opened', function () { pm.expect(pm.variables.get('COUNTERSIGN_OPENED')).to.include('ok') })",
    ])
    const items = [
      { ...post(`${sandbox.origins.mastercard}/a`), event: [counted] },
      post(`${sandbox.origins.mastercard}/b`),
    ]
    const { code, text } = await run(tool, collection(items, [...both(), expect200]), {
      env: envAt(sandbox.env.MASTERCARD_HOSTS ?? ''),
      args: ['-n', isLong ? '15' : '2'],
    })
    expect({ code, text }).toMatchObject({ code: 0 })
  })
})

const RUNS = isLong ? 10 : 2
const TIMES = isLong ? 20 : 4

describe('newman, which has no secure random source', () => {
  const start = (entropy: string | undefined) =>
    run('newman', collection([post(`${vendor.origin}/error`)], both()), {
      env: { ...envAt(vendor.host), COUNTERSIGN_ENTROPY: entropy },
    })

  it('refuses without entropy, and says how to hand it in', async () => {
    const before = vendor.seen.length
    const { code, text } = await start(undefined)
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Set COUNTERSIGN_ENTROPY in the environment file to 64 random hexadecimal digits',
    )
    expect({ code, sent: vendor.seen.length - before }).toEqual({ code: 1, sent: 0 })
  })

  it.each(['abc', '0'.repeat(64)])('refuses %s as entropy', async (entropy) => {
    const before = vendor.seen.length
    const { code, text } = await start(entropy)
    expect(text.replace(/\s+/g, ' ')).toContain('must be 64 or more random hexadecimal digits')
    expect({ code, sent: vendor.seen.length - before }).toEqual({ code: 1, sent: 0 })
  })

  it('never repeats a key or an IV: same entropy, same clock, runs side by side, the same body', async () => {
    const before = vendor.seen.length
    const frozen = ['Date.now = function () { return 1900000000000 }', ...script('mastercard.pre-request')]
    // Long enough for its ciphertext to differ from all others by more than chance.
    const items = Array.from({ length: 3 }, () => post(`${vendor.origin}/error`, '{"name":"one for all"}'))
    const events = [event('prerequest', frozen)]
    const runs = Array.from({ length: RUNS }, () =>
      runBeside('newman', collection(items, events), { env: envAt(vendor.host), args: ['-n', '2'] }),
    )
    for (const { code, text } of await Promise.all(runs)) expect({ code, text }).toMatchObject({ code: 0 })
    const sealed = vendor.seen.slice(before).map(({ body }) => JSON.parse(body).encryptedData.split('.'))
    expect(sealed).toHaveLength(RUNS * 6)
    for (const part of [1, 2, 3, 4]) expect(new Set(sealed.map((parts) => parts[part])).size).toBe(RUNS * 6)
  })

  it('never repeats in a run even if Math.random and the clock stand still', async () => {
    const before = vendor.seen.length
    const frozen = [
      'Date.now = function () { return 1900000000000 }; Math.random = function () { return 0.5 }',
      ...script('mastercard.pre-request'),
    ]
    const { code, text } = await run(
      'newman',
      collection([post(`${vendor.origin}/error`, '{}')], [event('prerequest', frozen)]),
      { env: envAt(vendor.host), args: ['-n', String(TIMES)] },
    )
    expect({ code, text }).toMatchObject({ code: 0 })
    const sealed = vendor.seen.slice(before).map(({ body }) => JSON.parse(body).encryptedData.split('.'))
    expect(new Set(sealed.map((parts) => parts[2])).size).toBe(TIMES)
  })
})
