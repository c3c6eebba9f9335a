import { createHmac } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import { defineVerifier, type OwnProvider, type Sandbox, startSandbox } from '../src/index.js'

let sandbox: Sandbox
afterEach(() => sandbox.close())

const SECRET = 'a-throwaway-secret'
const hmac = (text: string) => createHmac('sha256', SECRET).update(text).digest('hex')

const verifier = defineVerifier({
  tokenPaths: ['/token'],
  verify(request, { settings, check, equal, isNew, now }) {
    if (request.path === '/token') return { body: { access_token: 't-1', expires_in: 60 } }
    if (request.path === '/broken') throw new Error(`no ${settings.secret}`)
    if (request.path === '/nonce')
      return { status: 401, headers: { 'X-Nonce': 'n-1' }, body: { error: 'use_nonce' } }
    const nonce = request.header('X-Nonce')
    const expected = createHmac('sha256', settings.secret ?? '')
      .update(`${request.method} ${request.target}\n${nonce}\n`)
      .update(request.body)
      .digest('hex')
    const sent = request.header('X-Signature')
    check(equal(sent, expected), 'signature', { message: 'The signature is wrong.', expected, got: sent })
    check(isNew(nonce), 'nonceUnused')
    check(Number(request.parameter('at')) <= now(), 'time', { status: 403 })
    return request.path === '/noted' ? { notes: ['It is fragile.'] } : undefined
  },
})
const own = (parts: Partial<OwnProvider> = {}): OwnProvider => ({
  id: 'acme-2',
  name: 'Acme',
  settings: { secret: SECRET },
  env: { ACME_2_SECRET: SECRET },
  verifier,
  ...parts,
})

async function started(parts?: Partial<OwnProvider>): Promise<string> {
  sandbox = await startSandbox({ providers: [], own: [own(parts)], clock: () => 100 })
  return sandbox.origins['acme-2'] as string
}

async function send(path: string, nonce: string, signature = hmac(`POST ${path}\n${nonce}\n{}`)) {
  const headers = { 'X-Nonce': nonce, 'X-Signature': signature, 'X-Key': SECRET }
  const response = await fetch((await started0()) + path, { method: 'POST', headers, body: '{}' })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
let origin: Promise<string> | undefined
function started0() {
  origin ??= started()
  return origin
}
afterEach(() => {
  origin = undefined
})

it('verifies by the verifier, and echoes what it accepts without its secrets', async () => {
  const { status, body } = await send('/x?at=100', 'n')
  expect([status, body]).toMatchObject([200, { ok: true, provider: 'acme-2', way: 'verified', body: '{}' }])
  expect(JSON.stringify(body)).not.toContain(SECRET)
  expect(sandbox.env).toMatchObject({ ACME_2_SECRET: SECRET, ACME_2_HOSTS: (await started0()).slice(7) })
  expect((await send('/noted?at=1', 'm')).body).toMatchObject({ notes: ['It is fragile.'] })
  expect(sandbox.counts['acme-2']).toEqual({ accepted: 2, refused: 0, token: 0 })
})

it('refuses with the name of the check', async () => {
  const wrong = await send('/x?at=1', 'n', 'ab')
  const expected = hmac('POST /x?at=1\nn\n{}')
  const error = {
    code: 'unauthorized',
    message: 'The signature is wrong.',
    check: 'signature',
    expected,
    got: 'ab',
  }
  expect(wrong).toMatchObject({ status: 401, body: { error } })
  await send('/x?at=1', 'n')
  expect((await send('/x?at=1', 'n')).body).toMatchObject({
    error: { check: 'nonceUnused', message: 'The check nonceUnused failed.' },
  })
  expect(await send('/x?at=101', 'o')).toMatchObject({ status: 403, body: { error: { check: 'time' } } })
  expect(await send('/x?at=1&at=2', 'p')).toMatchObject({
    status: 400,
    body: { error: { check: 'duplicateParameter' } },
  })
  expect(sandbox.requests.map(({ check }) => check)).toEqual([
    'signature',
    undefined,
    'nonceUnused',
    'time',
    'duplicateParameter',
  ])
})

it('responds as the verifier says: tokens, nonces of the server', async () => {
  expect(await send('/token', 'n')).toMatchObject({ status: 200, body: { access_token: 't-1' } })
  const { status, headers, body } = await send('/nonce', 'n')
  expect([status, headers.get('X-Nonce'), body]).toEqual([401, 'n-1', { error: 'use_nonce' }])
  expect(sandbox.counts['acme-2']).toEqual({ accepted: 0, refused: 1, token: 1 })
})

it('says why a verifier fails, without a secret', async () => {
  const { status, body } = await send('/broken', 'n')
  expect([status, body.error.check, body.error.message]).toEqual([
    500,
    'verifier',
    'The verifier itself failed: Error: no …',
  ])
})

it('without a verifier echoes, and says that this is not a second opinion', async () => {
  const { verifier: _verifier, ...without } = own()
  sandbox = await startSandbox({ providers: [], own: [without] })
  const response = await fetch(`${sandbox.origins['acme-2']}/x`, { headers: { 'X-Key': `Key ${SECRET}` } })
  const body = await response.json()
  expect(body).not.toHaveProperty('ok')
  expect(body).toMatchObject({
    way: 'echo',
    notes: [
      expect.stringMatching(
        /^Nothing was verified: Acme has no verifier.*no second opinion.*acme-2\.sandbox\.ts/,
      ),
    ],
  })
  expect(JSON.stringify(body)).not.toContain(SECRET)
  expect(sandbox.requests[0]).toMatchObject({ accepted: true, notes: body.notes })
})

it('lends tokens: those it issued, until they expire or once, and a setting that names the server', async () => {
  const lending = defineVerifier({
    tokenPaths: ['/token'],
    tokenUse: 'once',
    async verify(request, { issueToken, useToken }) {
      if (request.path === '/token') return { body: await issueToken() }
      useToken(request.header('authorization'))
      return { isVerified: false }
    },
  })
  await started({ verifier: lending, envAt: (own) => ({ ACME_2_TOKEN_URL: `${own}/token` }) })
  const [url, tokenUrl] = [sandbox.origins['acme-2'], sandbox.env.ACME_2_TOKEN_URL] as [string, string]
  expect(tokenUrl).toBe(`${url}/token`)
  const { value, seconds } = await (await fetch(tokenUrl)).json()
  expect(seconds).toBe(300)
  const used = async () => (await fetch(`${url}/x`, { headers: { authorization: value } })).json()
  const first = await used()
  expect(first).toMatchObject({ way: 'echo', path: '/x' })
  expect(first).not.toHaveProperty('ok')
  expect(await used()).toMatchObject({ error: { check: 'tokenUse' } })
})

it('refuses two providers of one id', async () => {
  await expect(startSandbox({ providers: ['inqud'], own: [own({ id: 'inqud' })] })).rejects.toThrow(
    'Two providers have the id "inqud"',
  )
  sandbox = await startSandbox({ providers: [] })
})
