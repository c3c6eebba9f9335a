import { beforeAll, describe, expect, it } from 'vitest'
import { envOf, type Given, given, secretsOf } from './given.js'
import { file, k6, type Point, pointsIn, type Ran, run, script } from './k6.js'
import { startResponders } from './servers.js'

const TOKEN = 'a-token-of-nobody'
const lease = (more: object) =>
  JSON.stringify({ token: TOKEN, useUntil: 2_000_000_100, now: 2_000_000_000, ...more })

/** What a token broker must not respond. */
const GARBAGE: Parameters<typeof startResponders>[0] = {
  html: (response) => response.end('<!doctype html><title>Welcome</title>'),
  empty: (response) => response.end(),
  null: (response) => response.end('null'),
  'brackets, five million deep': (response) => response.end('['.repeat(5e6)),
  'no token': (response) => response.end(lease({ token: undefined })),
  'a token with LF': (response) => response.end(lease({ token: 'x\nX-Two: two' })),
  'an ended token': (response) => response.end(lease({ useUntil: 1_999_999_999 })),
  'no clock': (response) => response.end(lease({ now: undefined })),
  'a time in text': (response) => response.end(lease({ useUntil: '2000000100' })),
  'an error': (response) =>
    response.writeHead(502).end(JSON.stringify({ error: 'The provider\r\n said no.' })),
  'a wrong secret': (response) => response.writeHead(401).end('{"error":"The bearer secret is wrong."}'),
  redirect: (response) => response.writeHead(307, { location: '/html' }).end(),
  'hangs up': (response) => response.destroy(),
}

let asked = 0
const counted = (responses: typeof GARBAGE): typeof GARBAGE =>
  Object.fromEntries(
    Object.entries(responses).map(([name, respond]) => [
      name,
      (response) => {
        asked++
        return respond(response)
      },
    ]),
  )

describe.skipIf(!k6)('tokens', () => {
  let ran: Ran
  let points: readonly Point[]
  let all: Readonly<Record<string, Given>>
  const refusal = (name: string) => ran.cases[name]?.error

  beforeAll(async () => {
    all = {
      imburse: await given('imburse'),
      inqud: await given('inqud'),
      send: await given('sendpayments'),
      ends: await given('sendpayments', {}, { tokenEndsAfter: 1 }),
      never: await given('sendpayments', {}, { api: { status: 401 } }),
      html: await given('sendpayments', {}, { token: { kind: 'html' } }),
    }
    const env = envOf(all, { garbage: Object.keys(GARBAGE), broker: await startResponders(counted(GARBAGE)) })
    const out = file('points.json')
    ran = await run(script('tokens.ts'), { env, args: ['--out', `json=${out}`] })
    points = pointsIn(out)
    expect({ code: ran.code, text: ran.text }).toMatchObject({ code: 0 })
  })

  it('401 drops the token and tries once more, and once only', () => {
    expect(ran.cases['401 once']).toEqual([200, 200])
    expect(all.ends?.sandbox.counts.sendpayments).toEqual({ accepted: 2, refused: 1, token: 2 })
    expect(ran.cases['401 for ever']).toBe(401)
    expect(all.never?.sandbox.counts.sendpayments).toEqual({ accepted: 0, refused: 2, token: 2 })
  })

  it.each(Object.keys(GARBAGE))(
    'a broker that responds with %s gives a reason, and nothing is sent',
    (name) => {
      const { code, message } = refusal(`broker: ${name}`)
      expect(code).toBe('token-request-failed')
      expect(message).toMatch(
        /^No token: the token broker at http:\/\/127\.0\.0\.1:\d+\/\S+ (responded with|could not be reached)/,
      )
      expect(message).not.toMatch(new RegExp(`[\\r\\n]|${TOKEN}`))
    },
  )

  it('a broker that hangs up may be restarting, and is asked again a few times', () => {
    expect(asked - Object.keys(GARBAGE).length).toBeGreaterThan(2)
    expect(asked - Object.keys(GARBAGE).length).toBeLessThan(10)
  })

  it('without a token nothing is sent', () => {
    expect(refusal('a token endpoint that responds with HTML')).toMatchObject({
      code: 'invalid-token-answer',
    })
    expect(refusal('no token held').message).toContain('no token of setup() is held')
    expect(refusal('a token that ended').message).toContain('the token of setup() has ended')
    expect(refusal('hold() of another')).toMatchObject({ code: 'invalid-setting' })
    expect(refusal('lease() of none')).toMatchObject({ code: 'missing-capability' })
    expect(refusal('lease() of one for one request').message).toContain(
      'Each request to Imburse needs a token of its own',
    )
    expect([ran.cases['one for one request'], ran.cases['a token of its own']]).toEqual([200, 200])
    expect(all.send?.sandbox.counts.sendpayments).toEqual({ accepted: 0, refused: 0, token: 0 })
    expect(all.html?.sandbox.requests.filter(({ token }) => !token)).toEqual([])
  })

  it('requests for tokens are tagged, under one name', () => {
    const requests = points.filter(({ metric }) => metric === 'http_reqs')
    const tagged = requests.filter(({ tags }) => tags.countersign === 'token')
    expect(new Set(tagged.map(({ tags }) => tags.name))).toEqual(new Set(['countersign token']))
    const issued = ['ends', 'never', 'imburse', 'html'].flatMap((name) => all[name]?.sandbox.requests ?? [])
    expect(tagged).toHaveLength(issued.filter(({ token }) => token).length + asked)
    const others = requests.filter(({ tags }) => tags.countersign === undefined)
    expect(others.filter(({ tags }) => /\/(token|auth|hmac)$/.test(tags.url ?? ''))).toEqual([])
  })

  it('no secret and no token is printed, neither to the screen nor to the metrics', () => {
    const written = ran.text + JSON.stringify(points)
    for (const secret of secretsOf(all)) expect(written.includes(secret)).toBe(false)
    expect(written).not.toMatch(/eyJ[\w-]{8,}\.|Bearer [\w-]{8}|a-token-of-nobody/)
  })
})
