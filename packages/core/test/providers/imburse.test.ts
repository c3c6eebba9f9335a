import { describe, expect, it } from 'vitest'
import { collect, createSigner, headerValue, providers, type Response } from '../../src/index.js'
import { IMBURSE, request, settingsFrom, testHost } from '../host.js'

const API = 'https://api.imbursepayments.com'
const EXCHANGE = `${API}/v1/identity/hmac`

function signer(env: Record<string, string> = {}, response?: (n: number) => Partial<Response>) {
  const asked: unknown[] = []
  const host = testHost({
    nonce: () => '5f1c2b7e9d3a4c60',
    async send(sent) {
      asked.push(sent)
      return { status: 200, headers: [], body: '{}', ...response?.(asked.length) }
    },
  })
  return { asked, ...createSigner({ providers, settings: settingsFrom({ ...IMBURSE, ...env }), host }) }
}

const token = (n: number) => ({ body: JSON.stringify({ accessToken: `token-${n}`, expires: 1_535_619_332 }) })

describe('the HMAC token', () => {
  // Computed with Python's hashlib and hmac, not with this code.
  it.each([
    ['', 'sZs9T++/m4y567xAegx3X6RNuEbQF3kQBmIMemmmtK4='],
    ['{"name":"Zoë","amount":12.50}', 'aHkzSWRT45fqM7GzhowX8WYXiulOqALVQnPWXUnPx6U='],
  ])('is the vector for the body %j', (body, signature) => {
    const { request: signed } = signer().sign(request(EXCHANGE, { method: 'POST', body }))
    expect(headerValue(signed.headers, 'authorization')).toBe(
      `Hmac ${IMBURSE.IMBURSE_PUBLIC_KEY}:5f1c2b7e9d3a4c60:1535617532:${signature}`,
    )
  })

  it('tells its steps in the vendor’s words, and no secret', () => {
    const { steps, trace } = collect()
    signer().sign(request(EXCHANGE, { method: 'POST', body: '{"name":"Zoë","amount":12.50}' }), trace)
    const values = Object.fromEntries(steps.map(({ name, value }) => [name, value]))
    expect(values.bodyHash).toBe('lhb27L/RstLsVsD5lsyJUhuUI0YjyB1bEdKcfoLtzJE=')
    expect(values.timestamp).toBe(1_535_617_532)
    expect(JSON.stringify(steps)).not.toContain(IMBURSE.IMBURSE_PRIVATE_KEY)
  })

  it.each([
    '/v1/identity/hmac',
    '/identity/v1/hmac/management',
    '/identity/v1/hmac/collect',
    '/identity/v1/hmac/payout',
  ])('signs a request to %s itself, whatever Authorization it had', (path) => {
    const headers = [['authorization', 'Bearer old']] as const
    const { request: signed } = signer().sign(request(API + path, { method: 'POST', headers }))
    expect(signed.headers.filter(([name]) => name.toLowerCase() === 'authorization')).toHaveLength(1)
    expect(headerValue(signed.headers, 'Authorization')).toMatch(/^Hmac /)
  })
})

describe('an API request', () => {
  it('carries the exchanged token and the account and tenant', async () => {
    const { apply, asked } = signer({ IMBURSE_ACCOUNT_ID: 'acc', IMBURSE_TENANT_ID: 'ten' }, token)
    const { request: signed } = await apply(
      request(`${API}/v1/identity/me`, { headers: [['X-Account-Id', 'own']] }),
    )
    expect(signed.headers).toEqual([
      ['X-Account-Id', 'own'],
      ['Authorization', 'Bearer token-1'],
      ['x-tenant-id', 'ten'],
    ])
    expect(asked).toMatchObject([{ method: 'POST', url: EXCHANGE, body: '' }])
  })

  it('gets a token of its own each time, since one may be used once', async () => {
    const { apply, asked } = signer({}, token)
    const all = await Promise.all([1, 2, 3].map(() => apply(request(`${API}/v1/identity/me`))))
    expect(asked).toHaveLength(3)
    expect(
      new Set(all.map(({ request: { headers } }) => headerValue(headers, 'Authorization'))),
    ).toHaveProperty('size', 3)
  })

  it('keeps a bearer token that it brings, and asks for none', async () => {
    const { apply, asked } = signer({ IMBURSE_TENANT_ID: 'ten' }, token)
    const { steps, trace } = collect()
    const headers = [['Authorization', 'Bearer mine']] as const
    const { request: signed } = await apply(request(`${API}/v1/identity/me`, { headers }), trace)
    expect(signed.headers).toEqual([
      ['Authorization', 'Bearer mine'],
      ['x-tenant-id', 'ten'],
    ])
    expect(asked).toEqual([])
    expect(steps).toContainEqual({ name: 'how', value: 'the bearer token it brings' })
  })

  it.each(['Bearer ', 'Basic abc', ''])('replaces an Authorization of %j', async (value) => {
    const { apply } = signer({}, token)
    const headers = [['Authorization', value]] as const
    const { request: signed } = await apply(request(`${API}/v1/identity/me`, { headers }))
    expect(signed.headers).toEqual([['Authorization', 'Bearer token-1']])
  })

  it('cannot be signed without waiting', () => {
    expect(() => signer().sign(request(`${API}/v1/identity/me`))).toThrowError(
      expect.objectContaining({ code: 'needs-waiting' }),
    )
  })

  it('reads the time of 2019: milliseconds as text', async () => {
    const body = JSON.stringify({ accessToken: 'abc', expires: '1535619332115' })
    const { apply } = signer({}, () => ({ body }))
    await expect(apply(request(`${API}/v1/x`))).resolves.toBeDefined()
  })
})

describe('settings', () => {
  it.each(['not base64!', 'AAEC=AwQ', 'AAECA', '====', 'Zm9vYmF'])('refuses the private key %j', (key) => {
    const { sign } = signer({ IMBURSE_PRIVATE_KEY: key })
    const run = () => sign(request(EXCHANGE, { method: 'POST' }))
    expect(run).toThrowError(/IMBURSE_PRIVATE_KEY is not base64/)
    expect(run).toThrowError(expect.objectContaining({ message: expect.not.stringContaining(key) }))
  })

  it('names what is missing', () => {
    expect(() => signer({ IMBURSE_PRIVATE_KEY: '' }).sign(request(EXCHANGE))).toThrowError(
      'IMBURSE_PRIVATE_KEY is missing',
    )
  })
})
