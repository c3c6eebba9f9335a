import { decodeJwt, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/index.js'
import { ask, origin, setting } from '../client.js'

const clock = { now: 1_700_000_000.7 }
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ providers: ['sendpayments'], clock: () => clock.now })
})
afterAll(() => sandbox.close())

const auth = (body: unknown = client()) =>
  ask(`${origin(sandbox, 'sendpayments')}/auth`, {
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const client = () => ({
  clientId: setting(sandbox, 'SENDPAYMENTS_CLIENT_ID'),
  clientSecret: setting(sandbox, 'SENDPAYMENTS_CLIENT_SECRET'),
})

const call = (authorization: string) =>
  ask(`${origin(sandbox, 'sendpayments')}/accounts`, {
    headers: authorization ? { Authorization: authorization } : {},
    body: '{}',
  })

it('gives a JWT of five minutes', async () => {
  const { status, json } = await auth()
  expect(status).toBe(201)
  expect(Object.keys(json).sort()).toEqual(['accessToken', 'expiresAt'])
  expect(json.expiresAt).toBe(new Date((clock.now + 300) * 1000).toISOString())
  const { exp, iat } = decodeJwt(json.accessToken)
  expect({ exp, iat }).toEqual({ exp: Math.floor(clock.now) + 300, iat: Math.floor(clock.now) })
  const first = await call(`Bearer ${json.accessToken}`)
  expect(first.json).toMatchObject({ ok: true, way: 'bearer', body: '{}' })
  expect(first.text).not.toContain(json.accessToken)
  clock.now += 299
  expect((await call(`Bearer ${json.accessToken}`)).status).toBe(200)
  clock.now += 1
  expect((await call(`Bearer ${json.accessToken}`)).json.error.check).toBe('tokenExpiry')
})

it('ends a token by the next one', async () => {
  const [first, second] = [(await auth()).json.accessToken, (await auth()).json.accessToken]
  expect((await call(`Bearer ${first}`)).json.error).toMatchObject({
    code: 'unauthorized',
    check: 'tokenNewest',
  })
  expect((await call(`Bearer ${second}`)).status).toBe(200)
})

it('does not end a token if the next one was refused', async () => {
  const { accessToken } = (await auth()).json
  expect((await auth({ ...client(), clientSecret: 'x' })).status).toBe(401)
  expect((await call(`Bearer ${accessToken}`)).status).toBe(200)
})

it.each([
  ['a form', 400, () => 'a=b', 'json'],
  ['no object', 400, () => '"text"', 'json'],
  ['nothing', 400, () => '', 'json'],
  ['no clientId', 400, () => ({}), 'clientId'],
  ['a number', 400, () => ({ clientId: 1 }), 'clientId'],
  ['no clientSecret', 400, () => ({ clientId: 'x' }), 'clientSecret'],
  ['an empty clientSecret', 400, () => ({ clientId: 'x', clientSecret: '' }), 'clientSecret'],
  ['another client', 401, () => ({ ...client(), clientId: 'x' }), 'clientId'],
  ['the secret as id', 401, () => ({ ...client(), clientId: client().clientSecret }), 'clientId'],
  ['another secret', 401, () => ({ ...client(), clientSecret: 'x' }), 'clientSecret'],
])('/auth with %s: %d', async (_what, expected, body, check) => {
  const { status, json, text } = await auth(body())
  expect({ status, check: json.error.check }).toEqual({ status: expected, check })
  expect(text).not.toContain(client().clientSecret)
})

it('takes no other method at /auth', async () => {
  const { status } = await ask(`${origin(sandbox, 'sendpayments')}/auth`, { method: 'PUT', body: '{}' })
  expect(status).toBe(405)
})

it.each<[string, string, () => Promise<string> | string]>([
  ['authorizationScheme', 'no header', () => ''],
  ['authorizationScheme', 'the token alone', async () => (await auth()).json.accessToken],
  ['tokenKnown', 'no JWT', () => 'Bearer abc'],
  ['tokenKnown', 'a changed one', async () => `Bearer ${(await auth()).json.accessToken}x`],
  ['tokenKnown', 'one signed by another', async () => `Bearer ${await forged('HS256')}`],
  ['tokenKnown', 'one that nobody signed', async () => `Bearer ${unsigned((await auth()).json.accessToken)}`],
])('refuses by the check %s: %s', async (check, _what, authorization) => {
  const value = await authorization()
  const { status, json, text } = await call(value)
  expect({ status, check: json.error.check }).toEqual({ status: 401, check })
  if (value.length > 20) expect(text).not.toContain(value.replace('Bearer ', ''))
})

const forged = (alg: string) =>
  new SignJWT({})
    .setProtectedHeader({ alg })
    .setSubject(client().clientId)
    .setExpirationTime(Math.floor(clock.now) + 300)
    .sign(Buffer.alloc(32, 1))

function unsigned(token: string): string {
  const header = Buffer.from('{"alg":"none"}').toString('base64url')
  return `${header}.${token.split('.')[1]}.`
}
