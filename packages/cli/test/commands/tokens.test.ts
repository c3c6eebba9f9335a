import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import type { Sandbox } from '@countersign/sandbox'
import { startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bin, emptyFolder, run } from '../run.js'

let sandbox: Sandbox
const running: { end(): Promise<number | null> }[] = []
beforeAll(async () => {
  sandbox = await startSandbox({ providers: ['imburse', 'inqud', 'sendpayments'] })
})
afterAll(async () => {
  await Promise.all(running.map(({ end }) => end()))
  await sandbox.close()
})

interface Started {
  readonly url: string
  said(): string
  /** Asks it to end. */
  end(): Promise<number | null>
}

/** Starts `countersign tokens` and waits for its address. */
function start(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Started> {
  const { PATH = '' } = process.env
  const words = [bin, 'tokens', '--json', '--listen', '127.0.0.1:0', ...args]
  const child = spawn(process.execPath, words, { env: { PATH, ...sandbox.env, ...env }, cwd: emptyFolder() })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const closed = new Promise<number | null>((resolve) => child.on('close', (status) => resolve(status)))
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => {
      const end = () => {
        child.kill('SIGTERM')
        return closed
      }
      const started = { url: JSON.parse(String(chunk)).url, said: () => said, end }
      running.push(started)
      resolve(started)
    })
    closed.then(() => reject(new Error(said)))
  })
}

type Headers = Record<string, string>

async function ask(url: string, question: unknown, headers: Headers = {}) {
  const body = typeof question === 'string' ? question : JSON.stringify(question)
  const all = { 'content-type': 'application/json', ...headers }
  const response = await fetch(`${url}/token`, { method: 'POST', headers: all, body })
  // biome-ignore lint/suspicious/noExplicitAny: responses have several shapes
  return { status: response.status, json: (await response.json()) as any }
}

const send = () => ({ provider: 'sendpayments', origin: sandbox.origins.sendpayments })
const issued = () => sandbox.counts.sendpayments?.token ?? 0
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

it('gives all callers one token that the provider takes, and until when it may be used', async () => {
  const { url } = await start()
  const before = issued()
  const responses = await Promise.all(Array.from({ length: 30 }, () => ask(url, send())))
  const [{ json: first }] = responses as [{ json: { token: string; useUntil: number; now: number } }]
  expect(new Set(responses.map(({ json }) => json.token)).size).toBe(1)
  expect(issued() - before).toBe(1)
  // 300 s of life, less 30 s before the end, less 1 s of drain.
  expect(first.useUntil - first.now).toBeGreaterThan(260)
  expect(first.useUntil - first.now).toBeLessThanOrEqual(269)
  const api = await fetch(`${sandbox.origins.sendpayments}/accounts`, {
    headers: { Authorization: `Bearer ${first.token}` },
  })
  expect(api.status).toBe(200)
})

it('asks for a new token when callers say by its fingerprint that it was refused, once', async () => {
  const { url } = await start()
  const { json: first } = await ask(url, send())
  const before = issued()
  const refused = sha256(first.token)
  const again = await Promise.all(Array.from({ length: 10 }, () => ask(url, { ...send(), refused })))
  expect(new Set(again.map(({ json }) => json.token)).size).toBe(1)
  expect(again[0]?.json.token).not.toBe(first.token)
  expect(issued() - before).toBe(1)
  expect((await ask(url, { ...send(), refused })).json.token).toBe(again[0]?.json.token)
})

it('gives no token for an origin that is not the provider’s', async () => {
  const { url } = await start()
  const before = issued()
  const inqud = sandbox.origins.inqud as string
  for (const origin of [
    'https://evil.example',
    'https://sendpayments.com.evil.example',
    inqud,
    'http://api.sendpayments.com',
  ]) {
    const { status, json } = await ask(url, { provider: 'sendpayments', origin })
    expect([status >= 400, json.token]).toEqual([true, undefined])
    expect(json.error).toBeTruthy()
  }
  for (const question of [
    'x',
    '[]',
    '{}',
    'null',
    { provider: 'inqud', origin: inqud },
    { provider: 'nobody', origin: inqud },
  ]) {
    expect((await ask(url, question)).status).toBeGreaterThanOrEqual(400)
  }
  const once = await ask(url, { provider: 'imburse', origin: sandbox.origins.imburse })
  expect(once).toMatchObject({ status: 400, json: { error: expect.stringContaining('its own token') } })
  expect(issued()).toBe(before)
})

it('wants its secret if one is set, and serves no page of a browser if none is', async () => {
  const secret = sha256('a secret of this test')
  const guarded = await start([], { COUNTERSIGN_TOKENS_SECRET: secret })
  expect((await ask(guarded.url, send())).status).toBe(401)
  expect((await ask(guarded.url, send(), { authorization: `Bearer ${sha256('another')}` })).status).toBe(401)
  expect((await ask(guarded.url, send(), { authorization: `Bearer ${secret}` })).status).toBe(200)
  const open = await start()
  expect((await ask(open.url, send(), { origin: 'https://evil.example' })).status).toBe(403)
  expect((await ask(open.url, send(), { 'content-type': 'text/plain' })).status).toBe(415)
  expect(await statusAs('rebound.example', open.url)).toBe(403)
  expect((await fetch(`${guarded.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${open.url}/token`)).status).toBe(405)
  expect((await fetch(`${open.url}/elsewhere`)).status).toBe(404)
})

/** Asks under another name of the host, which fetch does not let us. */
function statusAs(host: string, url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { host, 'content-type': 'application/json' }
    request(`${url}/token`, { method: 'POST', headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end(JSON.stringify(send()))
  })
}

it('refuses an address that others reach without a secret, and words it cannot read', async () => {
  const tokens = (...words: string[]) => run(['tokens', ...words], { env: { ...sandbox.env } })
  expect(await tokens('--listen', '0.0.0.0:0')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('COUNTERSIGN_TOKENS_SECRET'),
  })
  const short = { ...sandbox.env, COUNTERSIGN_TOKENS_SECRET: 'short' }
  expect(await run(['tokens', '--listen', '0.0.0.0:0'], { env: short })).toMatchObject({ status: 2 })
  for (const words of [
    ['--listen', 'here'],
    ['--drain', '-1'],
    ['--provider', 'inqud'],
    ['--provider', 'nobody'],
  ]) {
    expect(await tokens(...words)).toMatchObject({ status: 2 })
  }
  expect(await run(['tokens'])).toMatchObject({ status: 1, stderr: expect.stringContaining('SENDPAYMENTS_') })
  const half = await run(['tokens'], { env: { SENDPAYMENTS_CLIENT_ID: 'x' } })
  expect(half).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('SENDPAYMENTS_CLIENT_SECRET is missing'),
  })
})

it('passes the provider’s reason on, and tries afresh at the next question', async () => {
  const { url } = await start()
  sandbox.fault('sendpayments', { token: { kind: 'status', status: 503 } })
  const { status, json } = await ask(url, send())
  expect([status, json.error]).toEqual([502, expect.stringContaining('503')])
  sandbox.fault('sendpayments')
  expect((await ask(url, send())).status).toBe(200)
})

it('asks a provider that refuses less and less often, logs each refusal, and is not ready meanwhile', async () => {
  const { url, said } = await start([], { SENDPAYMENTS_CLIENT_SECRET: 'another-secret-than-theirs' })
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  const before = sandbox.requests.length
  for (let asked = 0; asked < 20; asked++) {
    const { status, json } = await ask(url, send())
    expect([status, json.error]).toEqual([502, expect.stringContaining('401')])
  }
  const tries = sandbox.requests.length - before
  expect(tries).toBeLessThan(10)
  expect(said().match(/sendpayments: No token: .* responded with 401/g)).toHaveLength(tries)
  expect(said()).not.toContain('another-secret')
  const ready = await fetch(`${url}/healthz`)
  expect([ready.status, await ready.json()]).toMatchObject([
    503,
    { ok: false, refused: [{ provider: 'sendpayments', reason: expect.stringContaining('401') }] },
  ])
  expect((await fetch(`${url}/livez`)).status).toBe(200)
})

it(
  'ends when it is asked to, and says no token and no secret',
  { tags: ['posix'] },
  async () => {
    const secret = sha256('a secret of this test')
    const { url, said, end } = await start([], { COUNTERSIGN_TOKENS_SECRET: secret })
    const { json } = await ask(url, send(), { authorization: `Bearer ${secret}` })
    sandbox.fault('sendpayments', { token: { kind: 'hang' } })
    const before = sandbox.requests.length
    const waiting = ask(
      url,
      { ...send(), refused: sha256(json.token) },
      { authorization: `Bearer ${secret}` },
    )
    await expect.poll(() => sandbox.requests.length).toBeGreaterThan(before)
    expect(await end()).toBe(0)
    expect(await waiting).toMatchObject({
      status: 503,
      json: { error: expect.stringContaining('is shutting down') },
    })
    sandbox.fault('sendpayments')
    expect(said()).toContain('sendpayments: a token for')
    for (const hidden of [secret, json.token, sandbox.env.SENDPAYMENTS_CLIENT_SECRET as string]) {
      expect(said()).not.toContain(hidden)
    }
  },
  15_000,
)
