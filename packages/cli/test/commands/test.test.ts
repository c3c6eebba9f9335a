import { createHmac } from 'node:crypto'
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error a script without types
import { findK6 } from '../../../../tools/k6/find.mjs'
import { emptyFolder, run, runProcess } from '../run.js'

const KEY = 'correct horse battery staple'
const signature = createHmac('sha256', KEY).update('1700000000\n{"a":1}').digest('hex')

const file = (vectors: readonly object[], hash = 'SHA-256') => `
import { defineProvider } from '@countersign/core'
import type { Vector } from '@countersign/verify/vectors'
export default defineProvider<{ apiKey: string }>({
  id: 'acme',
  name: 'Acme',
  hosts: ['api.acme.example'],
  settings: [{ name: 'apiKey', about: 'the API key', required: true, secret: true, kind: 'text' }],
  setup: ({ apiKey = '' }) => ({ apiKey }),
  sign({ request, settings, host, trace }) {
    const stringToSign = Math.floor(host.now()) + '\\n' + request.body
    trace?.('stringToSign', stringToSign)
    const signature = host.hmac('${hash}', settings.apiKey, [stringToSign], 'hex')
    trace?.('signature', signature)
    return { headers: { 'X-Signature': signature, 'X-Key': settings.apiKey }, secrets: ['X-Key'] }
  },
})
${vectors.length > 0 ? `export const vectors: Vector[] = ${JSON.stringify(vectors)}` : ''}
`

const vector = {
  settings: { apiKey: KEY },
  now: 1_700_000_000.5,
  request: { method: 'POST', url: 'https://api.acme.example/v1', body: '{"a":1}' },
  steps: { signature },
  headers: { 'X-Signature': signature, 'x-key': KEY },
}

// k6 on the PATH, as people have it; a link to the built one takes a privilege on Windows.
const found: string | undefined = findK6()
const k6 = found === 'k6' || process.platform !== 'win32' ? found : undefined
const folder = mkdtempSync(join(tmpdir(), 'countersign-k6-'))
if (k6 && k6 !== 'k6') symlinkSync(k6, join(folder, 'k6'))
const env = { PATH: [folder, process.env.PATH].join(delimiter) }
if (!k6) console.log('skipped: there is no k6 here')

function tested(text: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'acme.ts'), text)
  return run(['test', 'acme.ts', ...args], { cwd, env })
}

test('vectors that hold, on every host', async () => {
  const { status, text, stderr } = await tested(file([vector, { ...vector, name: 'once more' }]), [], env)
  const lines = text.trimEnd().split('\n')
  const hosts = ['Node', 'portable', ...(k6 ? ['k6'] : [])]
  const titles = ['acme 1. POST https://api.acme.example/v1', 'acme 2. once more']
  const expected = hosts.flatMap((host) => titles.map((title) => `ok    ${host.padEnd(10)}${title}`))
  expect(lines.slice(0, expected.length), stderr).toEqual(expected)
  if (!k6) expect(lines.at(-1)).toBe('skip  k6        k6 is not on the PATH')
  expect(status).toBe(0)
})

test('the first step that differs, with both values and no secret, on every host', async () => {
  const wrong = { ...vector, headers: {}, steps: { stringToSign: `1700000000\n${KEY}` } }
  const { status, json, text } = await tested(file([wrong]), ['--json'], env)
  const row = { file: 'acme.ts', provider: 'acme', vector: 1, held: false, step: 'stringToSign', steps: [] }
  const both = { expected: '1700000000\n…', actual: '1700000000\n{"a":1}' }
  const hosts = ['Node', 'portable', ...(k6 ? ['k6'] : [])]
  expect(json.results.slice(0, hosts.length)).toEqual(hosts.map((host) => ({ ...row, host, ...both })))
  expect(json.held).toBe(false)
  expect(status).toBe(1)
  expect(text).not.toContain(KEY)
})

test('the steps before the first that differs come with it', async () => {
  const { text } = await tested(file([{ ...vector, headers: { 'X-Signature': '00' } }]))
  expect(text).toMatch(
    /X-Signature differs\n +stringToSign +1700000000\\n\{"a":1\}\n +signature +\w{64}\n +expected +00\n/,
  )
})

test('a failure that other hosts share is shown once', async () => {
  const { text } = await tested(file([{ ...vector, headers: { 'X-Signature': '00' } }]), [], { PATH: '' })
  expect(text.match(/signature differs|Signature differs/g)).toHaveLength(1)
  expect(text).toContain('BAD   portable  acme 1. POST https://api.acme.example/v1: as in Node\n')
})

test('a mistake in the code has its place', async () => {
  const text = file([vector]).replace(
    'const stringToSign',
    'const wrong = settings.other.length\n    const stringToSign',
  )
  const line = text.split('\n').findIndex((one) => one.includes('settings.other')) + 1
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'acme.ts'), text)
  // In a process of its own: the test runner changes stacks.
  const { status, text: said } = await runProcess(['test', 'acme.ts'], { cwd })
  expect(said).toContain(`: acme.ts:${line}: TypeError: `)
  expect(status).toBe(1)
})

test('a provider that imports what only Node has is refused without k6 too', async () => {
  const text = `import { createHash } from 'node:crypto'\n${file([vector])}`.replace(
    'const stringToSign',
    "createHash('sha256')\n    const stringToSign",
  )
  const { status, text: said } = await tested(text, [], { PATH: '' })
  expect(said).toMatch(/BAD +portable .*imports "node:crypto", which only Node has/)
  expect(status).toBe(1)
})

test.each([
  ['a file without vectors', file([]), /acme\.ts has no vectors/],
  ['a hash that does not exist', file([vector], 'SHA-257'), /SHA-257/],
  [
    'an unknown step, and a misspelt vector',
    file([
      { ...vector, steps: { sig: 'x' } },
      { ...vector, step: {} },
    ]),
    /"sig".*signature.*\n.*"step"/,
  ],
])('%s gives status 1', async (_what, text, message) => {
  const ran = await tested(text)
  expect(ran.status).toBe(1)
  expect(ran.text + ran.stderr).toMatch(message)
})

test('a vector that is published for another host says how it holds, and then does', async () => {
  const cwd = emptyFolder()
  const expected = createHmac('sha256', KEY).update('1700000000\n').digest('hex')
  const vector = (hosts?: string) => ({
    settings: { apiKey: KEY, hosts },
    now: 1700000000,
    request: { method: 'GET', url: 'https://example.com/' },
    steps: { signature: expected },
  })
  writeFileSync(join(cwd, 'acme.ts'), file([vector()]))
  const { status, text } = await run(['test', 'acme.ts'], { cwd })
  expect([status, text.replace(/\s+/g, ' ')]).toEqual([
    1,
    expect.stringContaining(
      'no provider claims the host example.com. Correct the URL of its request; or, if the vector is published for another host, add that to its settings: hosts.',
    ),
  ])
  writeFileSync(join(cwd, 'acme.ts'), file([vector('example.com')]))
  expect((await run(['test', 'acme.ts'], { cwd })).status).toBe(0)
})
