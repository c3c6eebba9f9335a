import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readCaptures } from '../dist/capture/read.js'

/** The URLs that a raw request may have gone to, the likelier first. */
const urlsIn = (file: string, options = {}) =>
  readCaptures(Buffer.from(file), options).flatMap((one) =>
    [one, ...(one.alternatives ?? [])].map(({ request }) => request.url),
  )
const read = (file: string | Buffer) =>
  readCaptures(Buffer.from(file as string)).map(({ request, notes, bodyMissing, clocks }) => ({
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(request.body as Uint8Array).toString('latin1'),
    notes,
    bodyMissing,
    clocks,
  }))
const one = (file: string | Buffer) => {
  const [first] = read(file)
  if (!first) throw new Error('nothing was read')
  return first
}

describe('raw HTTP', () => {
  it('takes the body as long as Content-Length says, and what follows for the next request', () => {
    const file =
      'POST /a HTTP/1.1\r\nHost: x.test\r\nContent-Length: 5\r\n\r\n###\n1\r\n\r\n###\r\n\r\nGET /b HTTP/1.1\r\nHost: x.test\r\n\r\n'
    expect(read(file).map(({ method, url, body }) => [method, url, body])).toEqual([
      ['POST', 'https://x.test/a', '###\n1'],
      ['GET', 'https://x.test/b', ''],
    ])
  })

  it('without a length the body ends before the next ### or at the end', () => {
    const file = 'POST https://x.test/a\nA: b\n\n{"a":1}\n### two\nPOST https://x.test/b\n\n{"a":2}\n'
    expect(read(file).map(({ body }) => body)).toEqual(['{"a":1}', '{"a":2}\n'])
  })

  it('takes LF for CRLF, skips comments and variables, and leaves what looks like a header in the body', () => {
    const file =
      '# first\n@host = x\n// more\n\nPUT /a?b=c HTTP/1.1\nHost: x.test:8443\nX-A:   b  \n\nName: value\n'
    expect(one(file)).toMatchObject({
      method: 'PUT',
      url: 'https://x.test:8443/a?b=c',
      headers: { 'x-a': 'b' },
      body: 'Name: value\n',
    })
  })

  it.each([
    ['Host: x.test', ['https://x.test/a', 'http://x.test/a']],
    ['Host: x.test:80', ['http://x.test:80/a', 'https://x.test:80/a']],
    ['Host: 127.0.0.1:8080', ['http://127.0.0.1:8080/a', 'https://127.0.0.1:8080/a']],
    ['Host: [::1]', ['http://[::1]/a', 'https://[::1]/a']],
    ['Host: localhost:443', ['https://localhost:443/a', 'http://localhost:443/a']],
    [':scheme: http\n:authority: x.test', ['http://x.test/a']],
  ])('went by http or by https if it does not say, by the likelier one first: %s', (lines, urls) => {
    expect(urlsIn(`GET /a HTTP/1.1\n${lines}\n\n`)).toEqual(urls)
  })

  it('goes by the scheme that it says, or else by the one that is given', () => {
    expect(urlsIn('GET http://x.test/a HTTP/1.1\nHost: x.test\n\n', { scheme: 'https' })).toEqual([
      'http://x.test/a',
    ])
    expect(urlsIn('GET /a HTTP/1.1\nHost: 127.0.0.1\n\n', { scheme: 'https' })).toEqual([
      'https://127.0.0.1/a',
    ])
  })

  it('reads HTTP/2 pseudo headers', () => {
    const file = ':method: POST\n:authority: x.test\n:scheme: https\n:path: /a?b=c\ncontent-length: 2\n\n{}'
    expect(one(file)).toMatchObject({ method: 'POST', url: 'https://x.test/a?b=c', body: '{}' })
    expect(one(`GET /z HTTP/2\n${file.split('\n').slice(1, 2)}\n\n`)).toMatchObject({
      url: 'https://x.test/z',
    })
  })

  it.each(['\r\n', '\n'])('reads chunked bodies with line ends of %j', (end) => {
    const lines = [
      'POST /a HTTP/1.1',
      'Host: x.test',
      'Transfer-Encoding: chunked',
      '',
      '4;ext=1',
      'Wiki',
      '6',
      'pedi\r\n',
      '0',
      'Trailer: x',
      '',
      '',
    ]
    expect(one(lines.join(end)).body).toBe('Wikipedi\r\n')
    const [, , , ...cut] = lines
    expect(
      one(['POST /a HTTP/1.1', 'Host: x.test', 'Transfer-Encoding: chunked', ...cut.slice(0, 4)].join(end)),
    ).toMatchObject({
      body: expect.stringMatching(/^Wiki/),
      notes: [expect.stringContaining('cut off')],
    })
  })

  it('says that a body is shorter than its length', () => {
    expect(one('POST /a HTTP/1.1\r\nHost: x.test\r\nContent-Length: 50\r\n\r\n{"a":')).toMatchObject({
      body: '{"a":',
      notes: [expect.stringContaining('Content-Length says 50 bytes, found 5')],
    })
  })

  it('keeps all of several headers of a name, and joins a folded one', () => {
    const [{ request } = { request: undefined }] = readCaptures(
      Buffer.from('GET /a HTTP/1.1\nHost: x.test\nAuthorization: a\nauthorization: b\nX-A: one\n two\n\n'),
    )
    expect(request?.headers).toEqual([
      ['Host', 'x.test'],
      ['Authorization', 'a'],
      ['authorization', 'b'],
      ['X-A', 'one two'],
    ])
  })

  it('assigns a response to the request before it, with its Date', () => {
    const file =
      'GET /a HTTP/1.1\nHost: x.test\n\n###\nHTTP/1.1 401 Unauthorized\nDate: Thu, 30 Aug 2018 08:25:32 GMT\n\n###\nGET /b HTTP/1.1\nHost: x.test\nDate: Thu, 30 Aug 2018 08:25:33 GMT\n\n'
    expect(read(file).map(({ clocks }) => clocks)).toEqual([
      [{ seconds: 1535617532, from: 'the Date of the response' }],
      [{ seconds: 1535617533, from: 'its Date' }],
    ])
  })

  it('keeps bytes that are not text', () => {
    const body = Buffer.from([0, 255, 13, 10, 10, 0xc3, 0x28])
    const file = Buffer.concat([
      Buffer.from(`POST /a HTTP/1.1\r\nHost: x.test\r\nContent-Length: ${body.length}\r\n\r\n`),
      body,
    ])
    expect(one(file).body).toBe(body.toString('latin1'))
    expect(one(gzipSync(file)).body).toBe(body.toString('latin1'))
  })
})

describe('HAR', () => {
  const har = (request: object, rest: object = {}) =>
    JSON.stringify({
      log: {
        entries: [{ request: { method: 'post', url: 'https://x.test/a', headers: [], ...request }, ...rest }],
      },
    })

  it('reads text and base64 bodies, and headers without pseudo headers', () => {
    const headers = [
      { name: ':path', value: '/a' },
      { name: 'A', value: 'b' },
    ]
    expect(one(har({ headers, postData: { text: 'Zoë' } }))).toMatchObject({
      method: 'POST',
      headers: { a: 'b' },
      body: 'ZoÃ«',
    })
    expect(one(har({ headers, postData: { text: '/wA=', encoding: 'base64' } })).body).toBe('\xff\0')
    expect(one(`\ufeff\n ${har({ postData: { text: 'x' } })}`).body).toBe('x')
  })

  it('says that a body is missing', () => {
    expect(one(har({ bodySize: 12 }))).toMatchObject({
      body: '',
      bodyMissing: expect.stringContaining('12 bytes were sent'),
    })
    expect(
      one(har({ headers: [{ name: 'content-length', value: '3' }], bodySize: -1 })).bodyMissing,
    ).toContain('3 bytes')
    expect(one(har({ bodySize: 0 })).bodyMissing).toBeUndefined()
    expect(
      one(
        har({
          postData: { mimeType: 'multipart/form-data; boundary=x', params: [{ name: 'a', value: 'b' }] },
        }),
      ).bodyMissing,
    ).toContain('multipart')
  })

  it('rebuilds a form from its fields, and says so', () => {
    const postData = {
      mimeType: 'application/x-www-form-urlencoded',
      params: [
        { name: 'a', value: 'b c' },
        { name: 'd', value: 'é' },
      ],
    }
    expect(one(har({ postData }))).toMatchObject({
      body: 'a=b+c&d=%C3%A9',
      notes: [expect.stringContaining('fields')],
    })
  })

  it('reads a body in Latin-1 if its length says so', () => {
    const headers = [{ name: 'Content-Length', value: '3' }]
    expect(one(har({ headers, postData: { text: 'Zo\xeb' } })).body).toBe('Zo\xeb')
  })

  it.each([
    ['{}'],
    ['{"log":{}}'],
    ['{"log":{"entries":['],
    ['{"log":{"entries":[]}}'],
    ['{"a":[1,2'],
    [`{"a":${'['.repeat(100_000)}`],
  ])('refuses %.20s', (text) => {
    expect(() => readCaptures(Buffer.from(text))).toThrowError(/HAR|JSON|no request/)
  })

  it('takes entries of any shape', () => {
    const entries = [
      null,
      1,
      [],
      {},
      { request: null },
      { request: { headers: [null, { name: 1 }], postData: 5 } },
    ]
    expect(read(JSON.stringify({ log: { entries } }))).toHaveLength(6)
  })
})

describe('curl', () => {
  it.each<[string, string, string, Record<string, string>]>([
    [
      "curl 'https://x.test/a' --data-raw '{\"a\":1}'",
      'POST',
      '{"a":1}',
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    [
      "curl https://x.test/a -H 'Content-Type: application/json' --data-raw $'{\"a\":\"it\\'s\\u00eb\\n\\x41\\101\\t\"}'",
      'POST',
      '{"a":"it\'sÃ«\nAA\t"}',
      { 'content-type': 'application/json' },
    ],
    ["curl https://x.test/a --data-raw '@file'", 'POST', '@file', {}],
    ["curl https://x.test/a --data-raw $'\\ud83d\\ude00!'", 'POST', 'ð\x9f\x98\x80!', {}],
    [
      'curl https://x.test/a -d a=1 -d b=2 --data-urlencode "c=é&" --data-urlencode =x\\ y',
      'POST',
      'a=1&b=2&c=%C3%A9%26&x%20y',
      {},
    ],
    [
      'curl --json \'{"a":1}\' --json "]" https://x.test/a',
      'POST',
      '{"a":1}]',
      { 'content-type': 'application/json' },
    ],
    ['curl -XPUT -sSLd"x y" https://x.test/a', 'PUT', 'x y', {}],
    ['curl -G https://x.test/a -d b=c --url-query d=e', 'GET', '', {}],
    [
      'curl -u me:pw --url https://x.test/a -A agent',
      'GET',
      '',
      { authorization: 'Basic bWU6cHc=', 'user-agent': 'agent' },
    ],
    ['curl -o out.json --max-time 5 -x http://proxy.test:1 https://x.test/a --compressed -k', 'GET', '', {}],
    [
      'curl "https://x.test/a" \\\n  -H "A: \\"b\\" \\$c" \\\n  -H \'D;\' -H \'Accept:\'',
      'GET',
      '',
      { a: '"b" $c', d: '' },
    ],
    ['$ curl https://x.test/a > out.json 2>&1', 'GET', '', {}],
    ['curl --location --request POST https://x.test/a --header "A: b" --data ""', 'POST', '', { a: 'b' }],
    ['# copied\n/usr/bin/curl -I https://x.test/a # head', 'HEAD', '', {}],
    [
      'curl ^"https://x.test/a^" ^\r\n  -H ^"A: b^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"50^%^\\^"^}^"',
      'POST',
      '{"a":"50%"}',
      { a: 'b' },
    ],
    ['curl "https://x.test/a" ^\r\n  --data-raw "one^\n\ntwo"', 'POST', 'one^\n\ntwo', {}],
    ['curl ^"https://x.test/a^" ^\n --data-raw ^"one^\n\ntwo^"', 'POST', 'one\ntwo', {}],
  ])('%s', (command, method, body, headers) => {
    const found = one(command)
    expect(found).toMatchObject({ method, body, headers })
    expect(found.url).toBe(command.includes('-G') ? 'https://x.test/a?d=e&b=c' : 'https://x.test/a')
  })

  it.each(['--head', '--netrc', '--parallel', '--socks5-gssapi', '--ssl', '--compressed', '--proxy-basic'])(
    '%s takes no word, though another option begins like it',
    (option) => expect(one(`curl ${option} https://x.test/a`).url).toBe('https://x.test/a'),
  )

  it('an abbreviation of one option only is that option', () => {
    expect(one('curl --heade "A: b" https://x.test/a').headers).toEqual({ a: 'b' })
  })

  it('reads several commands', () => {
    const file =
      "curl 'https://x.test/a' ;\ncurl 'https://x.test/b' \\\n  -X POST &\ncurl https://x.test/c --next https://x.test/d && curl https://x.test/e"
    expect(
      read(file)
        .map(({ url }) => url.slice(-1))
        .join(''),
    ).toBe('abcde')
  })

  it('reads files as curl does, and says if one is missing', () => {
    // In a shell's command, a backslash of Windows' paths would be an escape.
    const file = join(mkdtempSync(join(tmpdir(), 'countersign-test-')), 'body.txt').replaceAll('\\', '/')
    writeFileSync(file, 'a\r\nb\n')
    expect(one(`curl https://x.test/a -d @${file}`).body).toBe('ab')
    expect(one(`curl https://x.test/a --data-binary @${file}`).body).toBe('a\r\nb\n')
    expect(one(`curl https://x.test/a -T ${file}`)).toMatchObject({ method: 'PUT', body: 'a\r\nb\n' })
    expect(one('curl https://x.test/a -d @/dev/zero').bodyMissing).toContain('/dev/zero')
    expect(one('curl https://x.test/a -F a=b')).toMatchObject({
      method: 'POST',
      bodyMissing: expect.stringContaining('multipart'),
    })
  })

  it('names what only the shell knows', () => {
    expect(one('curl https://x.test/a -H "Authorization: Bearer $TOKEN" -d "$(cat x)"').notes).toEqual([
      expect.stringContaining('$TOKEN'),
      expect.stringContaining('a command stands for'),
    ])
    expect(one("curl https://x.test/a -d 'a").notes).toEqual([expect.stringContaining('not closed')])
  })

  it('has no URL', () => expect(() => read('curl -X POST')).toThrowError(/no URL/))
})

describe('files that hold no request', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['nothing', '', /empty/],
    ['spaces', ' \r\n\t\n', /empty/],
    ['binary', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), /binary/],
    ['text', 'hello there', /format is unknown/],
    ['a response', 'HTTP/1.1 200 OK\n\n{}', /a response without its request/],
    ['PowerShell', 'Invoke-WebRequest -Uri "https://x.test"', /PowerShell/],
    ['broken gzip', gzipSync('GET / HTTP/1.1').subarray(0, 15), /gzip/],
    ['an invalid request line', 'GET /a HTTP/1.1\nHost: x.test\n\n###\nNONE\n', /request 2/],
  ])('%s', (_what, file, message) => expect(() => read(file)).toThrowError(message))

  it('a gzip file that unpacks to more than 256 MB', () => {
    const bomb = gzipSync(Buffer.alloc(257 * 1024 * 1024), { level: 1 })
    expect(() => read(bomb)).toThrowError(/more than 256 MB/)
  })

  it('UTF-16, as PowerShell writes it, is read', () => {
    const file = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('curl https://x.test/ë', 'utf16le')])
    expect(one(file).url).toBe('https://x.test/ë')
  })
})

describe('what curl -v prints', () => {
  // As curl 8.5.0 writes it, over TLS and without.
  const sent = (info: string) =>
    `*   Trying 127.0.0.1:8443...\n* Connected to x.test (127.0.0.1) port 8443\n${info}> POST /a?b=c HTTP/1.1\r\n> Host: x.test:8443\r\n> X-Salt: 00ff\r\n> Content-Length: 7\r\n> \r\n* upload completely sent off: 7 bytes\n< HTTP/1.1 401 Unauthorized\r\n< Date: Thu, 30 Aug 2018 08:25:32 GMT\r\n< \r\n{"error":1}\n`

  it.each([
    [
      '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519 / RSASSA-PSS\n',
      'https://x.test:8443/a?b=c',
    ],
    ['', 'http://x.test:8443/a?b=c'],
  ])('is read, with its scheme: %s', (info, url) => {
    expect(read(sent(info))).toEqual([
      {
        method: 'POST',
        url,
        headers: { host: 'x.test:8443', 'x-salt': '00ff', 'content-length': '7' },
        body: '',
        notes: [],
        bodyMissing: expect.stringContaining('curl -v shows no body'),
        clocks: [{ seconds: 1535617532, from: 'the Date of the response' }],
      },
    ])
  })

  it('of two requests, is read as two', () => {
    expect(read(sent('') + sent('')).map(({ method }) => method)).toEqual(['POST', 'POST'])
  })
})

it.each([
  ['{"collection":{},"run":{"executions":[]}}', /Newman's report/],
  ['{"info":{"name":"a"},"item":[]}', /a Postman collection, which holds requests before they are signed/],
  ['time="…" level=info msg="Request:\\nGET / HTTP/1.1" source=http-debug vu=1', /the log of k6/],
])('what is not a capture is called by its name: %s', (file, message) => {
  expect(() => read(file)).toThrow(message)
})
