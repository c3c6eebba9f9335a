import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnyProvider } from '@countersign/core'
import { bundle } from '@countersign/postman/bundle'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, event, type RequestItem } from './collections.js'
// @ts-expect-error it is plain JavaScript, as an outsider may write it
import { seen } from './outside/seen.js'
import { type Recorded, startRecorder } from './recorder.js'
import { run, toolNames } from './runners.js'

let recorder: Awaited<ReturnType<typeof startRecorder>>
let script: string
beforeAll(async () => {
  recorder = await startRecorder()
  const from = dirname(fileURLToPath(import.meta.url))
  const providers = [{ provider: seen as AnyProvider, module: './outside/seen.js', named: 'seen' }]
  script = await bundle({ providers, phase: 'pre-request', version: '1.0.0', from })
})
afterAll(() => recorder.close())

/** What follows the host: as people write it, in paths and queries. */
const URLS = [
  ...['', '/', '?', '/?', '/#', '/a?', '/a?#x', '?a=b', '#x'],
  ...[
    '/a b',
    '/é',
    '/日本/😀',
    "/it's",
    '/a"b',
    '/a<b>',
    '/{x}',
    '/a|b',
    '/a^b',
    '/a`b',
    '/a\\b',
    '/[a]',
    '/a~b!$&()*+,;=:@c',
  ],
  ...['/./a/../b', '/a/..', '/a//b', '/a/./b/', '/%2e%2e/a', '/%2F%zz%', '/a%20b%E9'],
  ...[
    '/?q=a b',
    '/?q=é',
    "/?q=it's",
    '/?q=a"b<c>',
    '/?q={x}',
    '/?q=a|b^c`d',
    '/?q=a\\b[c]',
    '/?q=a+b%20c%zz',
    '/?a&b=&=c&&',
    '/?q=a?b/c:@',
    '/?q=a;b,c$!*()~',
  ],
]

const raw = (text: string, language?: string) => ({
  mode: 'raw',
  raw: text,
  ...(language && { options: { raw: { language } } }),
})
const BODIES: readonly (readonly [name: string, request: object])[] = [
  ['text', { body: raw('a') }],
  ['json', { body: raw('{"a": 1}', 'json') }],
  ['json-comments', { body: raw('{"a": 1} // b', 'json') }],
  ['xml', { body: raw('<a/>', 'xml') }],
  ['html', { body: raw('<a>', 'html') }],
  ['javascript', { body: raw('a()', 'javascript') }],
  ['text-language', { body: raw('a', 'text') }],
  ['graphql-language', { body: raw('{ a }', 'graphql') }],
  ['form', { body: { mode: 'urlencoded', urlencoded: [{ key: 'a b', value: 'é' }] } }],
  ['graphql', { body: { mode: 'graphql', graphql: { query: '{ a }', variables: '{"b": 1}' } } }],
  ['own-type', { body: raw('a'), header: [{ key: 'content-TYPE', value: 'a/b' }] }],
  ['empty-type', { body: raw('a'), header: [{ key: 'Content-Type', value: '' }] }],
  [
    'disabled-type',
    { body: raw('a', 'json'), header: [{ key: 'Content-Type', value: 'a/b', disabled: true }] },
  ],
  ['empty', { body: raw('{{nothing}}', 'json') }],
  ['none', {}],
  ['get', { method: 'GET', body: raw('a', 'json') }],
]

const item = (name: string, request: object): RequestItem => ({
  name,
  request: { method: 'POST', header: [], url: `{{base}}/${name}`, ...request },
})

/** What the provider saw of a request, and what arrived. */
function pair({ url, headers, body }: Recorded) {
  const values = (name: string) =>
    headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value)
  const saw = (name: string) => decodeURIComponent(values(`x-seen-${name}`)[0] ?? 'nothing')
  return {
    saw: { url: saw('url'), types: saw('type'), body: saw('body') },
    arrived: {
      url: `${recorder.origin}${url}`,
      types: JSON.stringify(values('content-type')),
      body: createHash('sha256').update(Buffer.from(body, 'latin1')).digest('hex'),
    },
  }
}

async function pairs(tool: (typeof toolNames)[number], items: readonly RequestItem[], exec = script) {
  const start = recorder.seen.length
  const env = { SEEN_KEY: 'a key', SEEN_HOSTS: recorder.host, base: recorder.origin, nothing: '' }
  const { code, text } = await run(tool, collection(items, [event('prerequest', [exec])]), { env })
  expect({ code, text }).toMatchObject({ code: 0 })
  return recorder.seen.slice(start)
}

describe.each(toolNames)('%s', (tool) => {
  it('40 URLs: what the provider saw is what arrived', async () => {
    expect(URLS.length).toBeGreaterThanOrEqual(40)
    const made = (
      await pairs(
        tool,
        URLS.map((rest, at) => item(`url ${at}`, { url: `${recorder.origin}${rest}` })),
      )
    ).map(pair)
    expect(made.map(({ saw }) => saw.url)).toEqual(made.map(({ arrived }) => arrived.url))
    expect(made).toHaveLength(URLS.length)
  })

  it('the Content-Type that the tool adds, and the body: what the provider saw is what arrived', async () => {
    const items = BODIES.map(([name, request]) => item(name, request))
    const made = (await pairs(tool, items)).map(pair)
    expect(made.map(({ saw }) => saw)).toEqual(
      made.map(({ arrived: { url, types, body } }) => ({ url, types, body })),
    )
    expect(made).toHaveLength(BODIES.length)
    const plain = await pairs(tool, items, '')
    expect(made.map(({ arrived }) => arrived.types)).toEqual(plain.map((one) => pair(one).arrived.types))
  })

  it('sends a body that is added to a request without one', async () => {
    const disabled = { ...raw('left out'), disabled: true }
    const items = [{}, { body: disabled }, { body: raw('') }].map((request) =>
      item('adds-a-body', { header: [{ key: 'Content-Type', value: 'application/json' }], ...request }),
    )
    const sent = await pairs(tool, items)
    expect(sent.map(({ body }) => body)).toEqual(Array(3).fill('{"added":true}'))
  })
})
