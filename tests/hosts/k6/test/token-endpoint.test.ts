import type { ServerResponse } from 'node:http'
import { beforeAll, describe, expect, it } from 'vitest'
import { given } from './given.js'
import { k6, type Ran, run, script } from './k6.js'
import { listening } from './servers.js'

const TOKEN = 'a-token-of-nobody'
const later = Date.now() + 3_600_000

/** What either provider gives, and what differs from it. */
const token = (more: object) =>
  JSON.stringify({ accessToken: TOKEN, expiresAt: later, expires: later, ...more })
const until = (time: unknown) => token({ expiresAt: time, expires: time })
const deep = (levels: number) => '['.repeat(levels)

/** Bodies that come with 200. */
const BODIES: Readonly<Record<string, string | Buffer>> = {
  nothing: '',
  HTML: '<!doctype html><title>Gateway</title>',
  null: 'null',
  'a list': '[]',
  'a number': '42',
  'a text': '"token"',
  'an object that is cut off': token({}).slice(0, -1),
  'bytes that are not UTF-8': Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  'no token': token({ accessToken: undefined }),
  'an empty token': token({ accessToken: '' }),
  'a token of null': token({ accessToken: null }),
  'a token that is a number': token({ accessToken: 42 }),
  'a token that is an object': token({ accessToken: { value: TOKEN } }),
  'a token with a line end': token({ accessToken: `${TOKEN}\r\nX-Two: two` }),
  'a token of letters that no header carries': token({ accessToken: 'tökén' }),
  'no expiry': until(undefined),
  'an expiry of null': until(null),
  'an expiry that is an object': until({}),
  'an expiry in words': until('tomorrow'),
  'an expiry of zero': until(0),
  'a negative expiry': until(-3600),
  'an infinite expiry': until(0).replaceAll(':0', ':1e999'),
  'an expiry in the past': until(1_700_000_000),
  'twelve megabytes': token({ padding: 'x'.repeat(12e6) }),
  'brackets, five million deep': deep(5e6),
  'an object whose token is brackets': `{"accessToken":${deep(900_000)}`,
}

/** All else that can go wrong, from the status line on. */
const RESPONSES: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  ...Object.fromEntries(
    Object.entries(BODIES).map(([name, body]) => [name, (response) => response.end(body)]),
  ),
  'no content': (response) => response.writeHead(204).end(),
  'a refusal in HTML': (response) => response.writeHead(403).end('<h1>Forbidden</h1>'),
  'a failure in brackets': (response) => response.writeHead(500).end(deep(5e6)),
  'a token with an error': (response) => response.writeHead(400).end(token({})),
  'a redirect to a token': (response) => response.writeHead(307, { location: '/good' }).end(),
  'a redirect to itself': (response) => response.writeHead(302, { location: '' }).end(),
  'a redirect to nowhere': (response) => response.writeHead(301).end(),
  'a connection that ends': (response) => response.destroy(),
  'a body that is cut off': (response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write(token({}), () => response.destroy())
  },
  'a chunk that is cut off': (response) => response.write(token({}), () => response.destroy()),
  'gzip that is not gzip': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(token({})),
}

const ids = ['sendpayments', 'imburse'] as const
const hows = ids.flatMap((id) => [id, `${id}, at once`])

/** An origin of its own for each response, since that is what tells tokens apart. */
async function origins(asked: (path: string) => void): Promise<Record<string, string>> {
  const started = Object.entries(RESPONSES).map(async ([name, respond]) => {
    const origin = await listening((request, response) => {
      asked(request.url ?? '')
      request
        .resume()
        .on('end', () => (request.url === '/good' ? response.end(token({})) : respond(response)))
    })
    return [name, origin] as const
  })
  return Object.fromEntries(await Promise.all(started))
}

describe.skipIf(!k6)('a token endpoint that responds with', () => {
  let ran: Ran
  let at: Record<string, string>
  const paths: string[] = []

  beforeAll(async () => {
    at = await origins((path) => paths.push(path))
    const hosts = Object.values(at).map((origin) => new URL(origin).host)
    const settings = Object.fromEntries(
      await Promise.all(ids.map(async (id) => [id, { ...(await given(id)).settings, hosts }])),
    )
    ran = await run(script('token-endpoint.ts'), { env: { GIVEN: JSON.stringify({ at, settings }) } })
  })

  it.each(Object.keys(RESPONSES))('%s: a refusal with a reason', (name) => {
    for (const how of hows) {
      const { error } = ran.cases[`${how}: ${name}`] ?? {}
      expect(error, how).toMatchObject({
        name: 'CountersignError',
        code: expect.stringMatching(/^(token-request-failed|invalid-token-answer)$/),
        message: expect.stringContaining(at[name] ?? 'its address'),
      })
      expect(error.message).not.toMatch(new RegExp(`[\\r\\n]|${TOKEN}`))
    }
  })

  it('any of these: k6 goes on to its summary', () => {
    expect({ code: ran.code, text: ran.text }).toMatchObject({ code: 0 })
    expect(ran.metrics.iterations?.count).toBe(1)
    expect(ran.text).not.toMatch(/panic|goroutine|fatal error/)
    expect(ran.text).not.toContain(TOKEN)
  })

  it('any of these: one request for each call, and nothing after it', () => {
    expect(paths).toHaveLength(Object.keys(RESPONSES).length * hows.length)
    expect(new Set(paths)).toEqual(new Set(['/auth', '/v1/identity/hmac']))
  })
})
