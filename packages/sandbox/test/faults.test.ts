import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RequestRecord, type Sandbox, startSandbox, type TokenFault } from '../src/index.js'
import { ask, origin, setting, unique } from './client.js'

const now = () => Date.now() / 1000
let sandbox: Sandbox
let onRequest: (record: RequestRecord) => void
beforeEach(async () => {
  onRequest = () => {}
  const imburse = { tokenUse: 'until-expiry' } as const
  sandbox = await startSandbox({
    providers: ['imburse', 'sendpayments', 'inqud'],
    imburse,
    onRequest: (record) => onRequest(record),
  })
})
afterEach(() => sandbox.close())

function hmac() {
  const text = `${setting(sandbox, 'IMBURSE_PUBLIC_KEY')}:${unique(16)}:${Math.floor(now())}:`
  const key = Buffer.from(setting(sandbox, 'IMBURSE_PRIVATE_KEY'), 'base64')
  return { Authorization: `Hmac ${text}${createHmac('sha256', key).update(text).digest('base64')}` }
}

const exchange = () => ask(`${origin(sandbox, 'imburse')}/v1/identity/hmac`, { headers: hmac() })
const auth = () => {
  const clientId = setting(sandbox, 'SENDPAYMENTS_CLIENT_ID')
  const clientSecret = setting(sandbox, 'SENDPAYMENTS_CLIENT_SECRET')
  return ask(`${origin(sandbox, 'sendpayments')}/auth`, { body: JSON.stringify({ clientId, clientSecret }) })
}

describe.each([
  ['imburse', exchange, 200],
  ['sendpayments', auth, 201],
] as const)('the token endpoint of %s', (provider, token, ok) => {
  const call = (value: string) =>
    ask(`${origin(sandbox, provider)}/x`, { headers: { Authorization: `Bearer ${value}` } })
  const fault = (one: TokenFault) => sandbox.fault(provider, { token: one })

  it.each([400, 401, 429, 500, 503])('responds with %d, and issues nothing', async (status) => {
    const before = (await token()).json.accessToken
    fault({ kind: 'status', status })
    expect((await token()).status).toBe(status)
    expect(sandbox.counts[provider]).toEqual({ accepted: 0, refused: 1, token: 1 })
    expect(sandbox.requests.at(-1)).toMatchObject({ status, check: 'fault', accepted: false, token: true })
    expect((await call(before)).status).toBe(200)
  })

  it('responds with a page, with nothing, without a token', async () => {
    fault({ kind: 'html' })
    expect(await token()).toMatchObject({ status: 200, text: expect.stringMatching(/^<!doctype html>/) })
    fault({ kind: 'empty' })
    expect(await token()).toMatchObject({ status: ok, text: '' })
    fault({ kind: 'no-token' })
    const { status, json } = await token()
    expect(status).toBe(ok)
    expect(Object.keys(json)).toEqual([provider === 'imburse' ? 'expires' : 'expiresAt'])
  })

  it('responds with something that is not JSON, or cut off', async () => {
    fault({ kind: 'garbled' })
    const { status, text } = await token()
    expect(status).toBe(ok)
    expect(() => JSON.parse(text)).toThrow()
    fault({ kind: 'cut-off' })
    await expect(token()).rejects.toThrow()
  })

  it('responds with an expired token, and does not accept it', async () => {
    fault({ kind: 'expired' })
    const { json } = await token()
    const end = provider === 'imburse' ? json.expires : Date.parse(json.expiresAt) / 1000
    expect(end).toBeLessThan(now())
    expect((await call(json.accessToken)).json.error.check).toBe('tokenExpiry')
  })

  it('responds late', async () => {
    fault({ kind: 'slow', seconds: 0.01 })
    const { status, json } = await token()
    expect(status).toBe(ok)
    expect((await call(json.accessToken)).status).toBe(200)
  })

  it.each([{ kind: 'hang' }, { kind: 'slow', seconds: 3600 }] as const)(
    'does not respond until the sandbox is closed: $kind',
    async (one) => {
      fault(one)
      const arrived = new Promise<RequestRecord>((resolve) => {
        onRequest = resolve
      })
      const asked = expect(token()).rejects.toThrow()
      expect((await arrived).token).toBe(true)
      await sandbox.close()
      await asked
    },
  )

  it('fails as often as requested, then recovers', async () => {
    fault({ kind: 'status', status: 500, times: 2 })
    expect([(await token()).status, (await token()).status, (await token()).status]).toEqual([500, 500, ok])
  })

  it('issues tokens that end at once, or after a number of uses', async () => {
    sandbox.fault(provider, { tokenEndsAfter: 0 })
    const { accessToken } = (await token()).json
    expect((await call(accessToken)).json.error.check).toBe('tokenRevoked')
    sandbox.fault(provider, { tokenEndsAfter: 2 })
    const second = (await token()).json.accessToken
    const statuses = [await call(second), await call(second), await call(second)].map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 401])
  })

  it('recovers when the fault is withdrawn', async () => {
    fault({ kind: 'status', status: 500 })
    sandbox.fault(provider)
    expect((await token()).status).toBe(ok)
  })
})

it('responds to an API request that would have been accepted with a status', async () => {
  const headers = {
    'X-Token-API-Id': setting(sandbox, 'INQUD_TOKEN_ID'),
    'X-Token-API-Secret': setting(sandbox, 'INQUD_TOKEN_SECRET'),
  }
  const call = (changes = {}) => ask(`${origin(sandbox, 'inqud')}/x`, { headers: { ...headers, ...changes } })
  sandbox.fault('inqud', { api: { status: 503, times: 1 } })
  expect((await call({ 'X-Token-API-Secret': 'other' })).status).toBe(401)
  expect((await call()).json.error).toMatchObject({ code: 'server_error', check: 'fault' })
  expect((await call()).status).toBe(200)
  expect(sandbox.counts.inqud).toEqual({ accepted: 1, refused: 2, token: 0 })
})

describe('a clock skew', () => {
  it('makes a timestamp too old, or too far in the future, and shows in the Date header', async () => {
    for (const [clockSkew, check] of [
      [600, 'timestampAge'],
      [-600, 'timestampFuture'],
    ] as const) {
      sandbox.fault('imburse', { clockSkew })
      const { status, json } = await exchange()
      expect({ status, check: json.error.check }).toEqual({ status: 401, check })
      const { headers } = await fetch(`${origin(sandbox, 'imburse')}/x`)
      const ahead = (Date.parse(headers.get('Date') ?? '') - Date.now()) / 1000
      expect(Math.abs(ahead - clockSkew)).toBeLessThan(60)
    }
    sandbox.fault('imburse')
    expect((await exchange()).status).toBe(200)
  })
})

it('delays the response to an API request', async () => {
  sandbox.fault('inqud', { apiDelay: 30 })
  const gone = new AbortController()
  let recorded = () => {}
  const told = new Promise<void>((resolve) => {
    recorded = resolve
  })
  onRequest = () => recorded()
  const response = fetch(`${origin(sandbox, 'inqud')}/x`, { signal: gone.signal })
  await told
  const first = await Promise.race([response, new Promise((resolve) => setTimeout(resolve, 200, 'none'))])
  expect(first).toBe('none')
  gone.abort()
  await expect(response).rejects.toThrow()
  sandbox.fault('inqud', { apiDelay: 0 })
  expect((await fetch(`${origin(sandbox, 'inqud')}/x`)).status).toBe(401)
})
