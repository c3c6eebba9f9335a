import { describe, expect, it } from 'vitest'
import { createSigner, headerValue, memoryTokens, providers, type Response } from '../../src/index.js'
import { request, SEND, settingsFrom, testHost } from '../host.js'

const API = 'https://api.sendpayments.com'
const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`

function signer(response: Partial<Response> | (() => Promise<Response>), env: Record<string, string> = {}) {
  const asked: { body: unknown }[] = []
  const now = () => 1_700_000_000
  const host = testHost({
    now,
    tokens: memoryTokens({ now }),
    async send(sent) {
      asked.push(sent)
      return typeof response === 'function' ? response() : { status: 201, headers: [], body: '', ...response }
    },
  })
  return { asked, ...createSigner({ providers, settings: settingsFrom({ ...SEND, ...env }), host }) }
}

const good = { accessToken: 'abc', expiresAt: '2023-11-14T22:18:20Z' }
const call = request(`${API}/accounts`)

describe('the accessToken', () => {
  it.each<[string, object]>([
    ['ISO 8601', good],
    ['ISO 8601 with an offset', { ...good, expiresAt: '2023-11-15T00:18:20.123+02:00' }],
    ['date and time without a zone', { ...good, expiresAt: '2023-11-14T22:18:20' }],
    ['epoch seconds', { ...good, expiresAt: 1_700_000_300 }],
    ['epoch milliseconds', { ...good, expiresAt: 1_700_000_300_000 }],
    ['epoch seconds as text', { ...good, expiresAt: '1700000300' }],
    ['the exp of the JWT', { accessToken: jwt({ exp: 1_700_000_300 }) }],
  ])('is used if its end is given as %s', async (_form, response) => {
    const { apply, asked } = signer({ body: JSON.stringify(response) })
    const { request: first } = await apply(call)
    expect(headerValue(first.headers, 'Authorization')).toMatch(/^Bearer \S+$/)
    await apply(call)
    expect(asked).toHaveLength(1)
    expect(JSON.parse(String(asked[0]?.body))).toEqual({
      clientId: 'client-1',
      clientSecret: 'not-a-real-secret',
    })
  })

  it('is asked anew after a 401, once', async () => {
    const { apply, noteStatus, asked } = signer({ body: JSON.stringify(good) })
    const signed = await apply(call)
    expect(noteStatus(signed, 200)).toBe(false)
    expect(noteStatus(signed, 401)).toBe(true)
    await apply(call)
    expect(asked).toHaveLength(2)
  })

  it('is not asked for by a request to /auth itself', async () => {
    const { apply, asked } = signer({})
    const own = request(`${API}/auth`, { method: 'POST', body: '{}' })
    expect((await apply(own)).request).toEqual(own)
    expect(asked).toEqual([])
  })
})

describe('a token endpoint that fails', () => {
  const text = (body: unknown, status = 201) => ({
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

  it.each<[string, Partial<Response>, string, RegExp]>([
    [
      '4xx',
      text({ error: { message: 'Bad client' } }, 401),
      'token-request-failed',
      /responded with 401: Bad client\. .*clock/,
    ],
    ['5xx', text('', 500), 'token-request-failed', /responded with 500\. The provider failed/],
    [
      'HTML',
      { body: '<html>', headers: [['Content-Type', 'text/html']] },
      'invalid-token-answer',
      /text\/html/,
    ],
    ['nothing', text(''), 'invalid-token-answer', /not a JSON object/],
    ['half a body', text('{"accessToken": "ab'), 'invalid-token-answer', /not a JSON object/],
    ['no token', text({ expiresAt: 1 }), 'invalid-token-answer', /without an accessToken/],
    [
      'a token with a line end',
      text({ ...good, accessToken: 'a\nb' }),
      'invalid-token-answer',
      /no header can carry/,
    ],
    ['no time', text({ accessToken: 'abc' }), 'invalid-token-answer', /without a time/],
    [
      'an expired token',
      text({ ...good, expiresAt: 1_600_000_000 }),
      'invalid-token-answer',
      /ended 100000000 s ago/,
    ],
    ['an array', text([]), 'invalid-token-answer', /not a JSON object/],
  ])('%s: %s', async (_fault, response, code, message) => {
    const { apply } = signer(response)
    await expect(apply(call)).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
  })

  it('never has its echo of a secret repeated', async () => {
    const { apply } = signer(text({ message: 'wrong secret not-a-real-secret' }, 400))
    await expect(apply(call)).rejects.toThrowError(/responded with 400: wrong secret …\./)
  })

  it('is named with the network’s reason', async () => {
    const { apply } = signer(async () => {
      throw new Error('connect ECONNREFUSED')
    })
    await expect(apply(call)).rejects.toThrowError(/auth failed: connect ECONNREFUSED/)
  })

  it('is named if the tool cannot ask at all', async () => {
    const { apply } = createSigner({ providers, settings: settingsFrom(SEND), host: testHost() })
    await expect(apply(call)).rejects.toMatchObject({ code: 'missing-capability' })
  })
})
