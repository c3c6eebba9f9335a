import {
  createSigner,
  type Host,
  headerValue,
  memoryTokens,
  providers,
  type Request,
  withHeaders,
} from '@countersign/core'
import { nodeHost, nodeSend } from '@countersign/hosts/node'
import { type Sandbox, type SandboxOptions, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const clock = { now: 0 }
const now = () => Date.now() / 1000 + clock.now
const options: SandboxOptions = { clock: now }
let sandbox: Sandbox
let send: ReturnType<typeof nodeSend>

beforeAll(async () => {
  sandbox = await startSandbox(options)
  const {
    COUNTERSIGN_CACERT = '',
    MASTERCARD_CLIENT_CERTIFICATE = '',
    MASTERCARD_CLIENT_KEY = '',
  } = sandbox.env
  send = nodeSend({ ca: COUNTERSIGN_CACERT, cert: MASTERCARD_CLIENT_CERTIFICATE, key: MASTERCARD_CLIENT_KEY })
})
afterAll(() => sandbox.close())

function client(env: Record<string, string> = {}, changes: Partial<Host> = {}) {
  const all: Record<string, string> = { ...sandbox.env, ...env }
  const host: Host = { ...nodeHost({ now, tokens: memoryTokens({ now }), send }), ...changes }
  return createSigner({ providers, settings: (name) => all[name], host })
}

const ask = (provider: string, changes: Partial<Request> = {}): Request => ({
  method: 'POST',
  url: `${sandbox.origins[provider]}/v1/things?a=b%20c&d=é`.replace('é', '%C3%A9'),
  headers: [['Content-Type', 'application/json']],
  body: '{"name":"Zoë",\r\n"amount":12.50}',
  ...changes,
})

const json = (body: string | Uint8Array) => JSON.parse(Buffer.from(body as Uint8Array).toString())

async function call(
  provider: string,
  { env = {}, request = ask(provider), tamper = (one: Request) => one } = {},
) {
  const { apply, open } = client(env)
  const signed = await apply(request)
  const response = await send(tamper(signed.request))
  const { body } = await open(request.url, response)
  return { status: response.status, json: json(body ?? response.body), signed }
}

describe('what core signs, the sandbox accepts', () => {
  const cases: [string, string, Record<string, string>][] = [
    ['Imburse', 'imburse', {}],
    ['Inqud, hmac', 'inqud', {}],
    ['Inqud, simple', 'inqud', { INQUD_MODE: 'simple' }],
    ['Send Payments', 'sendpayments', {}],
    ['Mastercard', 'mastercard', {}],
  ]

  it.each(cases)('%s', async (_name, provider, env) => {
    const { status, json: received } = await call(provider, { env })
    expect({ status, ...received }).toMatchObject({
      status: 200,
      ok: true,
      provider,
      body: ask(provider).body,
    })
  })

  it.each(cases)('%s, without a body', async (_name, provider, env) => {
    const { status } = await call(provider, {
      env,
      request: ask(provider, { method: 'GET', body: '', headers: [] }),
    })
    expect(status).toBe(200)
  })

  it('Imburse, one of the exchange paths itself', async () => {
    for (const path of [
      '/v1/identity/hmac',
      '/identity/v1/hmac/management',
      '/identity/v1/hmac/collect',
      '/identity/v1/hmac/payout',
    ]) {
      const { status, json: received } = await call('imburse', {
        request: ask('imburse', { url: `${sandbox.origins.imburse}${path}` }),
      })
      expect({ status, ...received }).toMatchObject({ status: 200, accessToken: expect.any(String) })
    }
  })

  it('Inqud, any bytes', async () => {
    const bodies = ['\r\n', '\u0000', '\ufeff{}', new Uint8Array([0xff, 0xfe, 0x00]), 'x'.repeat(100_000)]
    for (const body of bodies) {
      expect((await call('inqud', { request: ask('inqud', { body }) })).status).toBe(200)
    }
  })

  it('300 requests over one Send token cost one /auth', async () => {
    const before = { ...sandbox.counts.sendpayments }
    const { apply } = client()
    const statuses = await Promise.all(
      Array.from(
        { length: 300 },
        async () => (await send((await apply(ask('sendpayments'))).request)).status,
      ),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(sandbox.counts.sendpayments?.token).toBe((before.token ?? 0) + 1)
  })
})

describe('what was changed, the sandbox refuses', () => {
  const body = (text: string) => (one: Request) => ({ ...one, body: text })
  const header = (name: string, change: (value: string) => string) => (one: Request) => ({
    ...one,
    headers: withHeaders(one.headers, [[name, change(headerValue(one.headers, name) ?? '')]]),
  })
  const exchange = () => ask('imburse', { url: `${sandbox.origins.imburse}/v1/identity/hmac` })

  it.each<[string, string, (one: Request) => Request, string]>([
    ['a body changed after signing', 'inqud', body('{}'), 'signature'],
    [
      'another salt',
      'inqud',
      header('X-Salt', (salt) => salt.replace(/./, (digit) => (digit === '0' ? '1' : '0'))),
      'signature',
    ],
    ['a token that is not ours', 'imburse', header('Authorization', (value) => `${value}x`), 'tokenKnown'],
    ['another account', 'imburse', header('x-account-id', () => 'other'), 'x-account-id'],
    [
      'a token that is not ours',
      'sendpayments',
      header('Authorization', (value) => `${value}x`),
      'tokenKnown',
    ],
    ['an unencrypted body', 'mastercard', body('{"a":1}'), 'encrypted'],
  ])('%s: %s', async (_what, provider, tamper, check) => {
    const { status, json: received } = await call(provider, { tamper })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(received.error).toMatchObject({ check, message: expect.any(String), expected: expect.any(String) })
  })

  it('a body changed after the HMAC token was made', async () => {
    const { json: received } = await call('imburse', { request: exchange(), tamper: body('{}') })
    expect(received.error.check).toBe('signature')
  })

  it('a request sent twice', async () => {
    for (const [request, check] of [
      [ask('inqud'), 'saltUnused'],
      [exchange(), 'nonceUnused'],
      [ask('imburse'), 'tokenUse'],
      [ask('mastercard'), 'ivUnused'],
    ] as const) {
      const signed = await client().apply(request)
      expect((await send(signed.request)).status).toBe(200)
      expect(json((await send(signed.request)).body).error.check).toBe(check)
    }
  })

  it('an old timestamp, and one from the future', async () => {
    for (const [seconds, check] of [
      [-301, 'timestampAge'],
      [31, 'timestampFuture'],
    ] as const) {
      const { apply } = client({}, { now: () => now() + seconds })
      const { request } = await apply(exchange())
      expect(json((await send(request)).body).error.check).toBe(check)
    }
  })

  it('a wrong key, named and without the secret', async () => {
    const env = { INQUD_TOKEN_SECRET: 'wrong' }
    const { json: received } = await call('inqud', { env })
    expect(received.error.check).toBe('signature')
    expect(JSON.stringify(received)).not.toContain(sandbox.env.INQUD_TOKEN_SECRET)
    await expect(
      call('sendpayments', { env: { SENDPAYMENTS_CLIENT_SECRET: 'guessed-in-vain' } }),
    ).rejects.toThrowError(/responded with 401: The secret is wrong/)
  })

  it('no client certificate', async () => {
    const { apply } = client()
    const bare = nodeSend({ ca: sandbox.env.COUNTERSIGN_CACERT ?? '' })
    const response = await bare((await apply(ask('mastercard'))).request)
    expect(response.status).toBe(401)
    expect(json(response.body).error.check).toBe('clientCertificate')
  })

  it('a Send token that a newer one ended, and one after its end', async () => {
    const first = await client().apply(ask('sendpayments'))
    const second = await client().apply(ask('sendpayments'))
    expect((await send(first.request)).status).toBe(401)
    expect((await send(second.request)).status).toBe(200)
    clock.now += 301
    expect(json((await send(second.request)).body).error.check).toBe('tokenExpiry')
  })
})

describe('a token endpoint that fails ends in a reason, and nothing is sent', () => {
  it.each([
    ['status', { kind: 'status', status: 503 }, /responded with 503/],
    ['html', { kind: 'html' }, /text\/html/],
    ['empty', { kind: 'empty' }, /not a JSON object/],
    ['garbled', { kind: 'garbled' }, /not a JSON object/],
    ['no-token', { kind: 'no-token' }, /without an accessToken/],
    ['expired', { kind: 'expired' }, /ended \d+ s ago/],
    ['cut-off', { kind: 'cut-off' }, /failed: .*cut off/],
  ] as const)('%s', async (_name, token, message) => {
    for (const provider of ['imburse', 'sendpayments'] as const) {
      sandbox.fault(provider, { token })
      const before = { ...sandbox.counts[provider] }
      await expect(call(provider)).rejects.toThrowError(message)
      sandbox.fault(provider)
      expect(sandbox.counts[provider]?.accepted).toBe(before.accepted)
    }
  })

  it('hangs', async () => {
    sandbox.fault('sendpayments', { token: { kind: 'hang' } })
    const { apply } = client({}, { send: nodeSend({ timeout: 0.2 }) })
    await expect(apply(ask('sendpayments'))).rejects.toMatchObject({ code: 'token-request-failed' })
    sandbox.fault('sendpayments')
  })
})
