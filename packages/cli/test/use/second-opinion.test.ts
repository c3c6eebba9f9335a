import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { bin, emptyFolder, run } from '../run.js'

const PROVIDER = `
import { defineProvider } from '@countersign/core'
export default defineProvider<{ secret: string }>({
  id: 'acme',
  name: 'Acme',
  hosts: ['api.acme.example'],
  settings: [{ name: 'secret', about: 'the secret', required: true, secret: true, kind: 'text' }],
  setup: ({ secret = '' }) => ({ secret }),
  written: { now: { header: 'X-Timestamp' }, maxAge: 300 },
  sign({ request, settings, host }) {
    const timestamp = String(Math.floor(host.now()))
    const signature = host.hmac('SHA-256', settings.secret, [timestamp, request.body], 'hex')
    return { headers: { 'X-Timestamp': timestamp, 'X-Signature': signature } }
  },
})
`
const VERIFIER = `
import { createHmac } from 'node:crypto'
import { defineVerifier } from '@countersign/sandbox'
export default defineVerifier({
  verify(request, { settings, check, equal, now }) {
    const timestamp = request.header('X-Timestamp')
    check(Math.abs(now() - Number(timestamp)) <= 300, 'timestampAge', { expected: 'at most 300 s old' })
    const expected = createHmac('sha256', settings.secret ?? '').update(timestamp).update(request.body).digest('hex')
    check(equal(request.header('X-Signature'), expected), 'signature', { expected, got: request.header('X-Signature') })
  },
})
`

/** A folder that is a repository of its own. */
function folder(files: Readonly<Record<string, string>>): string {
  const path = emptyFolder()
  mkdirSync(join(path, '.git'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}

let child: ChildProcess | undefined
afterEach(() => void child?.kill())

async function started(cwd: string, ...args: string[]): Promise<string> {
  child = spawn(process.execPath, [bin, 'sandbox', '--use', 'acme.ts', '--provider', 'acme', ...args], {
    cwd,
  })
  const [chunk] = (await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer]
  return chunk.toString()
}

describe('the sandbox of a provider of one’s own', () => {
  test('verifies by the file beside it', async () => {
    const cwd = folder({ 'acme.ts': PROVIDER, 'acme.sandbox.ts': VERIFIER })
    const { origins, env } = JSON.parse(await started(cwd, '--json'))
    const send = (...more: string[]) =>
      run(['send', 'POST', `${origins.acme}/x`, '--body', 'b', '--use', 'acme.ts', ...more], { cwd, env })
    expect((await send()).json).toMatchObject({ ok: true, way: 'verified', body: 'b' })
    const wrong = await fetch(`${origins.acme}/x`, {
      headers: { 'X-Timestamp': String(Math.floor(Date.now() / 1000)) },
    })
    expect([wrong.status, await wrong.json()]).toMatchObject([401, { error: { check: 'signature' } }])
  })

  test('without one the code that signs verifies, and says that this is no second opinion', async () => {
    const cwd = folder({ 'acme.ts': PROVIDER })
    const args = ['--write-dotenv', 'acme.env']
    const first = await started(cwd, ...args)
    const [, origin] =
      /acme +(http:\S+) +verified by the code that signs: no second opinion without acme\.sandbox\.ts/.exec(
        first,
      ) ?? []
    const send = ['send', 'POST', `${origin}/x`, '--body', 'b', '--use', 'acme.ts', '--dotenv', 'acme.env']
    expect((await run(send, { cwd })).json).toMatchObject({
      ok: true,
      notes: [expect.stringContaining('no second opinion')],
    })
    const unsigned = await fetch(`${origin}/x`)
    expect([unsigned.status, (await unsigned.json()).error.message]).toEqual([
      401,
      expect.stringMatching(/^X-Signature: it is missing: the request is not signed\. Sign the request/),
    ])
  })

  test('what cannot be verified is echoed, and is not called ok', async () => {
    const drawing = PROVIDER.replace(/ {2}written: .*\n/, '').replace(/String\(.*\)/, 'host.nonce(16)')
    const cwd = folder({ 'acme.ts': drawing })
    const { origins, env } = JSON.parse(await started(cwd, '--json'))
    const { json } = await run(['send', 'GET', `${origins.acme}/x`, '--use', 'acme.ts'], { cwd, env })
    expect(json).toMatchObject({ way: 'echo', path: '/x' })
    expect(json).not.toHaveProperty('ok')
    expect(json.notes).toEqual([
      expect.stringMatching(
        /^Nothing was verified: Acme does not say where its nonce is .* write acme\.sandbox\.ts\.$/,
      ),
    ])
  })

  test.each([
    [
      'imports the provider',
      "import own from './acme.ts'\nexport default { verify() { return own } }",
      /acme\.sandbox\.ts imports acme\.ts, so it is no second opinion/,
    ],
    ['has no verifier', 'export default {}', /acme\.sandbox\.ts has no verifier as its default export/],
  ])('refuses a file that %s', async (_name, text, message) => {
    const cwd = folder({ 'acme.ts': PROVIDER, 'acme.sandbox.ts': text })
    const { status, stderr } = await run(['sandbox', '--use', 'acme.ts', '--provider', 'acme'], { cwd })
    expect([status, stderr.replace(/\s+/g, ' ')]).toEqual([1, expect.stringMatching(message)])
  })
})

describe('verify and explain of a provider of one’s own', () => {
  const cwd = folder({ 'acme.ts': PROVIDER })
  const env = { ACME_SECRET: 'a-secret-of-acme' }
  const http = (signed: string) => {
    const signature = createHmac('sha256', 'a-secret-of-acme').update(`1700000000${signed}`).digest('hex')
    return `POST https://api.acme.example/x HTTP/1.1\nX-Timestamp: 1700000000\nX-Signature: ${signature}\n\n{"a": 1}`
  }
  const verify = (input: string, at: string) =>
    run(['verify', '--use', 'acme.ts', '--at', at, '--json'], { cwd, env, input })

  test('verify says whether it is signed correctly, and why not', async () => {
    const [right, wrong, late] = await Promise.all([
      verify(http('{"a": 1}'), '1700000000'),
      verify(http('{"a":1}'), '1700000000'),
      verify(http('{"a": 1}'), '1700000301'),
    ])
    expect([right.status, right.json.requests[0].verdict]).toEqual([0, 'verified'])
    expect([wrong.status, wrong.json.requests[0].why]).toEqual([
      1,
      'signature matches when the JSON of the body is minified',
    ])
    expect(late.json.requests[0].why).toMatch(/^X-Timestamp: it is 301 s .* older than --at/)
  })

  test('explain lists what the provider can check', async () => {
    const { text } = await run(['explain', 'GET', 'https://api.acme.example/x', '--use', 'acme.ts'], {
      cwd,
      env,
    })
    expect(text.replace(/\s+/g, ' ')).toContain(
      '1. X-Timestamp is there, at most 300 s from the clock of Acme 2. signing the request',
    )
  })
})
