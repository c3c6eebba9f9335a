import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { bundle } from '@countersign/k6/bundle'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saw, sawWaiting } from '../scripts/saw.js'
import { file, k6, type Ran, run, script } from './k6.js'

/** Unusual paths and queries. The second of a pair is what plain k6 sends, if that is known to be fit to send. */
const PATHS: readonly string[] = [
  ...[
    '',
    '/',
    '?x=1',
    '/a b',
    '/é',
    "/it's",
    "/it's a",
    '/"q"',
    '/<x>',
    '/{x}',
    '/a|b',
    '/a^b',
    '/`x`',
    '/a\\b',
  ],
  ...[
    '/a/../b',
    '/a/./b',
    '/a//b',
    '//x',
    '/p?',
    '/p??',
    '/p?q="x"',
    '/p?q={x}|^`',
    '/p#frag',
    '/p?x#frag',
    '/p#',
  ],
  ...[
    '/a%2Fb',
    '/a%2fb',
    '/a%2Fb c',
    '/%41',
    '/%e9',
    '/%e9 é',
    '/a;b=1,c:@d+e',
    "/a!$&'()*+,;=:@~",
    '/[x]',
    '/a(b) c',
  ],
  ...[
    '/\u{1f600}',
    '/\u00a0',
    '/a\ud800',
    '/p?a[]=1',
    "/p?it's",
    '/p?%zz&%',
    '/p?a=1&b=%C3%A9',
    '/p?a\\b',
    '/x ',
    '/*',
  ],
]
/** Queries that k6 sends as letters that a request line cannot carry. */
const UNFIT = ['/p?q=a b', '/p?q=é', '/p?\u{1f600}', '/p?a\ud800 ', '/é?é']

interface Seen {
  readonly target: string
  readonly headers: ReadonlyMap<string, string>
}

/** The request line and the headers, byte for byte, which an HTTP server does not give. */
function rawServer() {
  const seen: Seen[] = []
  const server = createServer((socket) => {
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8')
      if (!text.includes('\r\n\r\n')) return
      const [line = '', ...rest] = text.split('\r\n')
      const headers = rest.map((one): [string, string] => {
        const at = one.indexOf(': ')
        return [one.slice(0, at).toLowerCase(), one.slice(at + 2)]
      })
      seen.push({ target: line.replace(/^\w+ | HTTP\/1\.1$/g, ''), headers: new Map(headers) })
      socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n')
    })
  })
  return { seen, server }
}

describe.skipIf(!k6)('what a provider sees is what arrives', () => {
  const { seen, server } = rawServer()
  let ran: Ran
  let origin = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    origin = `http://127.0.0.1:${port}`
    const module = fileURLToPath(new URL('../scripts/saw.ts', import.meta.url))
    const providers = [
      { provider: saw, module, named: 'saw' },
      { provider: sawWaiting, module, named: 'sawWaiting' },
    ]
    const code = await bundle({ providers, version: '0.0.0' })
    const source = readFileSync(script('sent-form.ts'), 'utf8')
      .replace("'./saw-module.js'", JSON.stringify(file('saw.js', code)))
      .replace("'./cases.ts'", JSON.stringify(script('cases.ts')))
    const GIVEN = JSON.stringify({ origin, paths: [...PATHS, ...UNFIT] })
    ran = await run(file('sent-form.ts', source), { env: { GIVEN } })
    expect(ran.code, ran.text).toBe(0)
  })
  afterAll(() => server.close())

  const of = (index: number) => seen.slice(index * 5, index * 5 + 5)

  it.each([...PATHS, ...UNFIT].map((path, index) => [JSON.stringify(path), index]))('%s', (_, index) => {
    const [, ...signed] = of(index as number)
    expect(signed).toHaveLength(4)
    for (const { target, headers } of signed) expect(headers.get('x-saw-url')).toBe(origin + target)
  })

  it.each(PATHS.map((path, index) => [JSON.stringify(path), index]))(
    '%s leaves as without us',
    (_, index) => {
      const [plain, ...signed] = of(index as number)
      for (const { target } of signed) expect(target).toBe(plain?.target)
    },
  )

  it('keeps the name of http.url, the type of a form, and header values of any letter', () => {
    expect(ran.cases.named).toEqual({ name: expect.stringMatching(/^\$\{\}\/a b\/\$\{\}$/) })
    const [form, letters] = seen.slice(-3) as [Seen, Seen]
    expect(form.headers.get('x-saw-type')).toBe(form.headers.get('content-type'))
    expect(letters.headers.get('x-note')).toBe('Zoë 😀 Ω')
  })

  it('calls without promises take a provider that waits for what needs none in k6', () => {
    expect(seen.at(-1)?.headers.get('x-saw-url')).toBe(`${origin}/waited`)
  })
})
