import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/index.js'
import { inqudVerifier } from '../../src/providers/inqud.js'
import { ask, incoming, origin, setting, times, unique } from '../client.js'

const clock = { now: 1_700_000_000 }
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ providers: ['inqud'], clock: () => clock.now, remember: 60 })
})
afterAll(() => sandbox.close())

const to = () => `${origin(sandbox, 'inqud')}/v1/user/payments/payout?x=1`
const id = () => ({ 'X-Token-API-Id': setting(sandbox, 'INQUD_TOKEN_ID') })
const secretOf = () => setting(sandbox, 'INQUD_TOKEN_SECRET')

// As the vendor's page writes it, in Node's words.
function hmac(body: string | Buffer, { salt = unique(64), secret = secretOf() } = {}) {
  const data = Buffer.concat([Buffer.from(body), Buffer.from(salt)])
  const signature = createHmac('sha256', secret).update(data).digest('hex')
  return { ...id(), 'X-HMAC-SHA256-Signature': signature, 'X-Salt': salt }
}

it('accepts both ways, and echoes what it got without a secret', async () => {
  const body = '{"name":"Zoë"}\r\n'
  const { status, json, text } = await ask(to(), { headers: { ...hmac(body), 'X-Other': 'one' }, body })
  expect({ status, ...json }).toMatchObject({
    status: 200,
    ok: true,
    provider: 'inqud',
    way: 'hmac',
    method: 'POST',
    path: '/v1/user/payments/payout?x=1',
    headers: { 'x-other': 'one' },
    bodySha256: createHash('sha256').update(body).digest('hex'),
    body,
  })
  const simple = await ask(to(), { method: 'GET', headers: { ...id(), 'X-Token-API-Secret': secretOf() } })
  expect(simple.json).toMatchObject({ ok: true, way: 'simple', method: 'GET', body: '' })
  expect(text + simple.text).not.toContain(secretOf())
})

it.each([
  ['nothing', ''],
  ['CRLF', '\r\n'],
  ['NUL', 'a\0b'],
  ['a byte order mark', '\ufeff{}'],
  ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0xc3])],
  ['3 MB', Buffer.alloc(3_000_000, 'é')],
])('verifies the bytes of a body as they came: %s', async (_what, body) => {
  const { status, json } = await ask(to(), { headers: hmac(body), body })
  expect(status).toBe(200)
  expect(json.bodySha256).toBe(createHash('sha256').update(body).digest('hex'))
})

const upper = (headers: ReturnType<typeof hmac>) => ({
  ...headers,
  'X-HMAC-SHA256-Signature': headers['X-HMAC-SHA256-Signature'].toUpperCase(),
})

it.each<[string, string, () => Record<string, string>]>([
  ['tokenId', 'another id', () => ({ ...hmac('x'), 'X-Token-API-Id': 'TKN-other' })],
  ['tokenId', 'no id', () => ({})],
  ['tokenSecret', 'another secret', () => ({ ...id(), 'X-Token-API-Secret': 'other' })],
  ['signaturePresent', 'nothing', id],
  ['salt', 'no salt', () => ({ ...hmac('x'), 'X-Salt': '' })],
  ['salt', 'a short salt', () => hmac('x', { salt: 'abc' })],
  ['salt', 'a salt that is not hex', () => hmac('x', { salt: 'g'.repeat(64) })],
  ['signatureForm', 'upper-case hex', () => upper(hmac('x'))],
  ['signatureForm', 'base64', () => ({ ...hmac('x'), 'X-HMAC-SHA256-Signature': 'AAAA' })],
  ['signature', 'another body', () => hmac('y')],
  ['signature', 'another secret', () => hmac('x', { secret: 'other' })],
  ['signature', 'another salt', () => ({ ...hmac('x'), 'X-Salt': unique(64) })],
])('refuses by the check %s: %s', async (check, _what, headers) => {
  const { status, json, text } = await ask(to(), { headers: headers(), body: 'x' })
  expect({ status, check: json.error.check }).toEqual({ status: 401, check })
  expect(Object.keys(json.error)).toEqual(['code', 'message', 'check', 'expected', 'got'])
  expect(text).not.toContain(secretOf())
})

it('does not repeat a secret that stands in place of the id, the salt or the signature', async () => {
  for (const name of ['X-Token-API-Id', 'X-Salt', 'X-HMAC-SHA256-Signature']) {
    const { status, text } = await ask(to(), { headers: { ...hmac(''), [name]: secretOf() } })
    expect(status).toBe(401)
    expect(text).not.toContain(secretOf())
  }
})

it('refuses a salt that was seen, in other letters too, for as long as it is remembered', async () => {
  const salt = `${unique(32)}${'ab'.repeat(16)}`
  const send = (one: string) => ask(to(), { headers: hmac('x', { salt: one }), body: 'x' })
  expect((await send(salt)).status).toBe(200)
  expect((await send(salt)).json.error.check).toBe('saltUnused')
  expect((await send(salt.toUpperCase())).json.error.check).toBe('saltUnused')
  clock.now += 59
  expect((await send(salt)).json.error.check).toBe('saltUnused')
  clock.now += 1
  expect((await send(salt)).status).toBe(200)
})

it('agrees with the vectors (Python’s hmac)', async () => {
  const credentials = {
    tokenId: 'TKN-1',
    tokenSecret: 'dBajIp3wHnw5euxohPiZvsCEorG3Fhl9gsHl1UIBlsImHjWRdSJdp4Gh6e3y2PNs',
  }
  const verify = (body: string, signature: string) => {
    const headers = {
      'x-token-api-id': ['TKN-1'],
      'x-salt': ['0'.repeat(64)],
      'x-hmac-sha256-signature': [signature],
    }
    return inqudVerifier(times(), credentials).respond(incoming({ headers, body: Buffer.from(body) }), {})
  }
  const page =
    '{"amount": 50, "cardNumber": "5555555555554444", "firstName": "John", "lastName": "Doe", "phoneNumber": "+111111111111", "method": "CC_VISAMC", "currency": "USD"}'
  const empty = 'bfe47a2a2ad22ef55194eacc9f47b2ef8115dd8cbbc02926466b4bfb8fe65b17'
  const full = 'b9a55d33dff2bb4b3b1c62ac7f232df6c4738c415cf30ff668fd0c7782f20e63'
  await expect(verify('', empty)).resolves.toMatchObject({ status: 200 })
  await expect(verify(page, full)).resolves.toMatchObject({ status: 200 })
  await expect(verify('', full)).rejects.toMatchObject({ failure: { check: 'signature' } })
})
