import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bin, emptyFolder, run } from '../run.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ mastercard: { mutualTls: false } })
})
afterAll(() => sandbox.close())

interface Started {
  readonly url: string
  readonly page: string | undefined
  /** The lines of its log, from the second on. */
  log(): string[]
  /** What is on standard error. */
  said(): string
  end(): Promise<number | null>
}

async function start(args: readonly string[], env: Record<string, string> = sandbox.env): Promise<Started> {
  const { PATH = '' } = process.env
  const words = [bin, 'gateway', '--json', '--listen', '127.0.0.1:0', ...args]
  const child = spawn(process.execPath, words, { env: { PATH, ...env }, cwd: emptyFolder() })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const closed = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), closed.then(() => Promise.reject(new Error('it ended')))])
  const [first = '', ...rest] = out.split('\n')
  expect(rest).toEqual([''])
  return {
    url: JSON.parse(first).url,
    page: JSON.parse(first).page,
    said: () => err,
    log: () => out.trimEnd().split('\n').slice(1),
    end: async () => {
      child.kill('SIGTERM')
      const [status] = await closed
      // Windows ends it without asking.
      return process.platform === 'win32' ? 0 : status
    },
  }
}

const toAll = () => Object.entries(sandbox.origins).flatMap(([id, origin]) => ['--to', `${id}=${origin}`])

describe('countersign gateway', () => {
  it.each([
    [['--provider', 'mastercard'], {}],
    [['--provider', 'mastercard-oauth'], {}],
    [[], { MASTERCARD_OAUTH_PATHS: '/atms' }],
  ])('starts %j with both of Mastercard set up, which share a host', async (args, more) => {
    const gateway = await start(args, { ...sandbox.env, ...more })
    expect(await gateway.end()).toBe(0)
  })

  it('signs for every provider, and the caller has no credential', async () => {
    const gateway = await start(toAll())
    for (const id of Object.keys(sandbox.origins)) {
      const response = await fetch(`${gateway.url}/${id}/v1/things?key=unseen`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"amount": 50}',
      })
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({ ok: true, provider: id, body: '{"amount": 50}' })
    }
    expect(await gateway.end()).toBe(0)
    expect(gateway.log().map((line) => JSON.parse(line))).toMatchObject(
      Object.keys(sandbox.origins).map((provider) => ({
        method: 'POST',
        path: `/${provider}/v1/things`,
        provider,
        status: 200,
      })),
    )
    expect(gateway.log().join()).not.toContain('unseen')
  })

  it('says in each response which setting is missing', async () => {
    const gateway = await start(['--provider', 'inqud'], { INQUD_API_TOKN_ID: 'TKN-1' })
    await vi.waitFor(() =>
      expect(gateway.said()).toMatch(/Requests will be refused: INQUD_TOKEN_ID is missing, .*--dotenv/),
    )
    const response = await fetch(`${gateway.url}/inqud/x`)
    expect(response.status).toBe(502)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = await response.json()
    expect(problem).toMatchObject({ status: 502, title: expect.any(String), provider: 'inqud' })
    expect(problem.settings).toEqual(['INQUD_TOKEN_ID', 'INQUD_TOKEN_SECRET'])
    expect(problem.detail).toBe(
      'Inqud: INQUD_TOKEN_ID is missing, INQUD_TOKEN_SECRET is missing. There is no setting INQUD_API_TOKN_ID. Did you mean INQUD_TOKEN_ID?',
    )
    await gateway.end()
  })

  it('serves a provider of which a setting is of no use, and says so at the start', async () => {
    const gateway = await start([], { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: '<your secret>' })
    await vi.waitFor(() =>
      expect(gateway.said()).toContain(
        'Requests will be refused: Inqud: INQUD_TOKEN_SECRET still holds a placeholder.',
      ),
    )
    expect((await fetch(`${gateway.url}/inqud/x`)).status).toBe(502)
    await gateway.end()
  })

  it('says at the start if no provider has settings, and nothing if one has', async () => {
    const without = await start([], {})
    await vi.waitFor(() =>
      expect(without.said()).toContain('Requests will be refused: no provider has its settings.'),
    )
    await without.end()
    const gateway = await start([], { INQUD_TOKEN_ID: 'id', INQUD_TOKEN_SECRET: 'a secret' })
    await gateway.end()
    expect(gateway.said()).toBe('')
  })

  it('shows what passes on its page: the steps, the cause of a 401, and no secret', async () => {
    const wrong = { ...sandbox.env, INQUD_TOKEN_SECRET: 'a-secret-that-the-vendor-never-gave' }
    const gateway = await start(['--page', ...toAll()], wrong)
    const look = async (path: string) => (await fetch(new URL(path, gateway.page))).text()
    const call = (id: string) => fetch(`${gateway.url}/${id}/x`, { method: 'POST', body: '{"a": 1}' })
    await look('/api/about')
    expect((await call('sendpayments')).status).toBe(200)
    expect((await call('inqud')).status).toBe(401)
    const statusOf = async (id: number) => JSON.parse(await look(`/api/requests/${id}`)).row.status
    await expect.poll(async () => [await statusOf(1), await statusOf(2)]).toEqual([200, 401])
    const [sent, refused] = [await look('/api/requests/1'), await look('/api/requests/2')]
    expect(JSON.parse(sent)).toMatchObject({ row: { provider: 'sendpayments', verdict: 'accepted' } })
    expect(JSON.parse(sent).steps).not.toEqual([])
    expect(JSON.parse(refused)).toMatchObject({ row: { provider: 'inqud', verdict: 'refused', status: 401 } })
    const { base64 } = JSON.parse(refused).response.body
    expect(JSON.parse(Buffer.from(base64, 'base64').toString()).error.check).toBe('signature')
    const verified = await look('/api/requests/2/verify')
    expect(JSON.parse(verified).lines.join()).toContain('verified')
    const body = Buffer.from(JSON.parse(sent).response.body.base64, 'base64').toString()
    const all = `${body}${sent}${refused}${verified}${await look('/api/requests/1/har')}${await look('/api/rows')}`
    expect(all).not.toContain(wrong.INQUD_TOKEN_SECRET)
    expect(all).toContain('Bearer (hidden)')
    expect(all).not.toMatch(/Bearer [\w-]{20,}/)
    expect(await gateway.end()).toBe(0)
  })

  it('lets requests under way finish when it is asked to stop', { tags: ['posix'] }, async () => {
    let begin = () => {}
    const began = new Promise<void>((resolve) => {
      begin = resolve
    })
    const slow = createServer((_request, response) => {
      begin()
      setTimeout(() => response.end('late'), 500)
    }).listen(0, '127.0.0.1')
    await once(slow, 'listening')
    const origin = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`
    const env = { ...sandbox.env, INQUD_HOSTS: new URL(origin).host }
    const gateway = await start(['--provider', 'inqud', '--to', origin], env)
    const text = fetch(`${gateway.url}/x`).then((response) => response.text())
    await began
    const ended = gateway.end()
    expect(await text).toBe('late')
    expect(await ended).toBe(0)
    slow.close()
  })

  it('gives up on a provider that is silent, and says what to do', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`
    const env = { ...sandbox.env, INQUD_HOSTS: host }
    const gateway = await start(['--provider', 'inqud', '--to', `http://${host}`, '--timeout', '0.3'], env)
    const response = await fetch(`${gateway.url}/x`)
    expect(response.status).toBe(504)
    expect(await response.json()).toMatchObject({
      detail: `${host} accepted the connection, but sent no response within 0.3 s. --timeout SECONDS waits longer.`,
    })
    await gateway.end()
    silent.closeAllConnections()
    silent.close()
  })

  it.each([
    [['--timeout', '0'], '--timeout takes seconds'],
    [['--listen', '0.0.0.0:0'], 'COUNTERSIGN_GATEWAY_SECRET'],
    [
      ['--provider', 'inqud', '--to', 'https://api.inqud.com.evil.example'],
      'which only looks like api.inqud.com, a host of Inqud. Correct --to. Only if',
    ],
    [
      ['--provider', 'inqud', '--to', 'https://elsewhere.example'],
      'elsewhere.example. Correct --to. Only if',
    ],
    [['--provider', 'inqud', '--to', 'https://api.inqud.com/v1'], 'no path'],
    [['--to', 'https://api.inqud.com'], 'ID=ORIGIN'],
    [['--to', 'acme=https://api.acme.com'], 'not served here'],
    [['--allow', 'everything'], 'METHOD PATH'],
    [['--max-body', '1 MB'], '--max-body'],
    [['--cors', '*'], '--cors'],
    [['--provider', 'nobody'], 'no provider "nobody"'],
  ])('%j is a wrong use, with status 2', async (args, words) => {
    const { status, stderr } = await run(['gateway', ...args], { env: sandbox.env })
    expect(stderr).toContain(words)
    expect(status).toBe(2)
  })
})
