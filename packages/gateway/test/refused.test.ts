import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allowedBy, isAllowed, isAmbiguous } from '../dist/index.js'
import { type Running, raw, running } from './gateway.js'
import { type Recorder, recorder } from './upstream.js'

let upstream: Recorder
let gateway: Running
beforeAll(async () => {
  upstream = await recorder()
  gateway = await running(upstream.origin, {
    allowed: ['GET /v1/*', '* /exact', 'POST /v1/payouts'].map(allowedBy),
    origins: ['http://localhost:3000'],
  })
})
afterAll(async () => {
  await gateway.close()
  await upstream.close()
})

const statusOf = async (text: string) => (await raw(gateway.port, Buffer.from(text, 'latin1'))).slice(9, 12)
const HOST = 'Host: 127.0.0.1\r\n'
const END = 'Connection: close\r\n\r\n'

// RFC 9112: what two servers on one way could read as two different requests.
describe('what is not one request in every reading', () => {
  const post = (headers: string, body: string) => `POST /exact HTTP/1.1\r\n${HOST}${headers}\r\n${body}`
  it.each<[string, string]>([
    [
      'section 6.1: a length and a transfer coding',
      post('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
    ],
    ['the other way round', post('Transfer-Encoding: chunked\r\nContent-Length: 3\r\n', '0\r\n\r\n')],
    ['section 6.3: two lengths', post('Content-Length: 3\r\nContent-Length: 4\r\n', 'abcd')],
    ['twice the same length', post('Content-Length: 3\r\nContent-Length: 3\r\n', 'abc')],
    ['a list of lengths', post('Content-Length: 3, 3\r\n', 'abc')],
    ['a length with a sign', post('Content-Length: +3\r\n', 'abc')],
    ['section 5.2: a folded header', `GET /exact HTTP/1.1\r\n${HOST}A: b\r\n c\r\n${END}`],
    ['section 2.2: bare LF', `GET /exact HTTP/1.1\r\nHost: 127.0.0.1\nA: b\r\n${END}`],
    ['a bare CR in a value', `GET /exact HTTP/1.1\r\n${HOST}A: b\rc\r\n${END}`],
    ['NUL in a value', `GET /exact HTTP/1.1\r\n${HOST}A: b\0c\r\n${END}`],
    ['NUL in the target', `GET /ex\0act HTTP/1.1\r\n${HOST}${END}`],
    ['section 5.1: white space before the colon', `GET /exact HTTP/1.1\r\n${HOST}A : b\r\n${END}`],
    ['a chunk whose size ends in LF', post('Transfer-Encoding: chunked\r\n', '3\nabc\r\n0\r\n\r\n')],
    ['a chunk size in another notation', post('Transfer-Encoding: chunked\r\n', '0x3\r\nabc\r\n0\r\n\r\n')],
    ['no Host (section 3.2)', `GET /exact HTTP/1.1\r\n${END}`],
    ['two Hosts', `GET /exact HTTP/1.1\r\n${HOST}${HOST}${END}`],
    ['a fragment', `GET /exact#x HTTP/1.1\r\n${HOST}${END}`],
    ['another server’s URL', `GET http://evil.example/exact HTTP/1.1\r\n${HOST}${END}`],
    ['the asterisk', `OPTIONS * HTTP/1.1\r\n${HOST}${END}`],
    ['CONNECT', `CONNECT api.acme.example:443 HTTP/1.1\r\n${HOST}${END}`],
  ])('%s: 400', async (_what, text) => {
    expect(await statusOf(text)).toBe('400')
    expect(upstream.arrived).toEqual([])
  })

  it.each([
    ['another coding', post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), '501'],
    ['chunks in HTTP/1.0', post('Transfer-Encoding: chunked\r\n', '0\r\n\r\n').replace('1.1', '1.0'), '501'],
    ['section 3: a long target', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${HOST}${END}`, '414'],
    ['a longer one', `GET /${'a'.repeat(200_000)} HTTP/1.1\r\n${HOST}${END}`, '414'],
    [
      'section 5: long headers',
      `GET /exact HTTP/1.1\r\n${HOST}${`A: ${'a'.repeat(1000)}\r\n`.repeat(100)}${END}`,
      '431',
    ],
  ])('%s', async (_what, text, status) => {
    expect(await statusOf(text)).toBe(status)
    expect(upstream.arrived).toEqual([])
  })
})

it('names bytes outside ASCII in the target, and logs them', async () => {
  const text = await raw(gateway.port, Buffer.from(`GET /exact?name=Zoë HTTP/1.1\r\n${HOST}${END}`))
  expect(text).toMatch(/^HTTP\/1\.1 400 .*outside ASCII: percent-encode/s)
  expect(gateway.log.at(-1)).toMatchObject({
    status: 400,
    detail: expect.stringContaining('outside ASCII'),
  })
})

describe('--allow', () => {
  it.each([
    ['GET', '/v1/a', true],
    ['GET', '/v1/a/b/', true],
    ['GET', '/v1', false],
    ['GET', '/v10', false],
    ['get', '/v1/a', false],
    ['POST', '/v1/a', false],
    ['POST', '/v1/payouts', true],
    ['POST', '/v1/payouts/', false],
    ['DELETE', '/exact', true],
    ['DELETE', '/EXACT', false],
  ])('%s %s: %s', (method, path, holds) => {
    expect(isAllowed(['GET /v1/*', '* /exact', 'POST /v1/payouts'].map(allowedBy), method, path)).toBe(holds)
  })

  it.each([
    '/v1/../x',
    '/v1/./x',
    '/v1//x',
    '//v1/x',
    '/v1/..',
    '/v1/..;a/x',
    '/v1/%2e%2E/x',
    '/v1/a%2fb',
    '/v1/a%5Cb',
    '/v1/%252e',
    '/v1/a\\b',
    '/v1/%2'.concat('5'),
  ])('%s has more than one reading', async (path) => {
    expect(isAmbiguous(path)).toBe(true)
    for (const written of [path, `/acme${path}`, `${path}?x=/..`])
      expect(await statusOf(`GET ${written} HTTP/1.1\r\n${HOST}${END}`)).toBe('403')
    expect(upstream.arrived).toEqual([])
  })

  it.each(['X-HTTP-Method-Override: DELETE', 'x-method-override: DELETE', 'X-Original-URL: /admin'])(
    'a header that names another method or path is refused: %s',
    async (header) => {
      expect(await statusOf(`GET /v1/a HTTP/1.1\r\n${HOST}${header}\r\n${END}`)).toBe('403')
      expect(upstream.arrived).toEqual([])
    },
  )

  it('does not look at the query', async () => {
    expect(await statusOf(`GET /v1/a?x=/../%2f HTTP/1.1\r\n${HOST}${END}`)).toBe('200')
    upstream.arrived.length = 0
  })

  it.each([
    'GET',
    '/v1',
    'GET v1',
    'GET /v1 /v2',
    'get /v1',
    'GET /a?b',
    'GET /a*',
    'GET /a/../*',
    'GET /%2e/*',
  ])('%j is not an entry', (text) => expect(() => allowedBy(text)).toThrowError(/^--allow /))
})

describe('who may call', () => {
  const call = (headers: string) => statusOf(`GET /exact HTTP/1.1\r\n${headers}${END}`)
  it.each([
    ['Host: evil.example\r\n', '403'],
    ['Host: 127.0.0.1.evil.example\r\n', '403'],
    ['Host: localhost:1\r\n', '200'],
    ['Host: [::1]:8788\r\n', '200'],
    [`${HOST}Origin: https://evil.example\r\n`, '403'],
    [`${HOST}Origin: null\r\n`, '403'],
    [`${HOST}Origin: http://localhost:3000\r\n`, '200'],
    [`${HOST}Origin: http://localhost:3000\r\nOrigin: https://evil.example\r\n`, '403'],
    [`${HOST}Sec-Fetch-Site: cross-site\r\n`, '403'],
    [`${HOST}Sec-Fetch-Site: same-site\r\n`, '403'],
    [`${HOST}Sec-Fetch-Site: none\r\n`, '200'],
  ])('%j: %s', async (headers, status) => {
    expect(await call(headers)).toBe(status)
  })

  it('a listed page gets CORS, in its preflight too', async () => {
    const page = 'Origin: http://localhost:3000\r\n'
    const preflight = await raw(
      gateway.port,
      `OPTIONS /exact HTTP/1.1\r\n${HOST}${page}Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: x-a\r\n${END}`,
    )
    expect(preflight).toMatch(/^HTTP\/1\.1 204/)
    expect(preflight).toContain('Access-Control-Allow-Origin: http://localhost:3000')
    expect(preflight).toContain('Access-Control-Allow-Headers: x-a')
    const simple = await raw(gateway.port, `GET /exact HTTP/1.1\r\n${HOST}${page}${END}`)
    expect(simple).toContain('Access-Control-Allow-Origin: http://localhost:3000')
  })

  it('with a secret: who knows it, and it is not forwarded', async () => {
    const guarded = await running(upstream.origin, { secret: 'sixteen letters!', isLocal: false })
    const get = (header: string) =>
      raw(guarded.port, `GET /acme/x HTTP/1.1\r\nHost: gateway.internal\r\n${header}${END}`)
    for (const header of [
      '',
      'Proxy-Authorization: Bearer other\r\n',
      'Authorization: Bearer sixteen letters!\r\n',
    ])
      expect(await get(header)).toMatch(/^HTTP\/1\.1 407 [\s\S]*Proxy-Authenticate: Bearer/)
    upstream.arrived.length = 0
    expect(await get('Proxy-Authorization: Bearer sixteen letters!\r\n')).toMatch(/^HTTP\/1\.1 200/)
    expect(upstream.arrived[0]?.head).not.toContain('sixteen')
    await guarded.close()
  })
})
