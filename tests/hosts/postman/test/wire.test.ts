import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, event, type RequestItem, script } from './collections.js'
import { type Recorded, startRecorder } from './recorder.js'
import { bothTools, run, type ToolName } from './runners.js'

let recorder: Awaited<ReturnType<typeof startRecorder>>
beforeAll(async () => {
  recorder = await startRecorder()
})
afterAll(() => recorder.close())

const SECRET = 'a secret of these tests'
const env = () => ({
  INQUD_TOKEN_ID: 'TKN-test',
  INQUD_TOKEN_SECRET: SECRET,
  INQUD_HOSTS: recorder.host,
  base: recorder.origin,
  host: recorder.host,
  'va r': 'va lue',
  word: 'a b&c=é+%20/?',
  nested: '{{word}}',
  segment: 'x y',
  json: '{"deep": [1, 2]}',
  number: '7',
})

const body = (mode: string, value: unknown, options?: object) => ({
  mode,
  [mode]: value,
  ...(options && { options }),
})
const raw = (text: string, language?: string) =>
  body('raw', text, language ? { raw: { language } } : undefined)
const header = (key: string, value: string, disabled = false) => ({ key, value, disabled })
const item = (name: string, request: object): RequestItem => ({
  name,
  request: { method: 'POST', header: [], url: `{{base}}/${name}`, ...request },
})

const ITEMS: readonly RequestItem[] = [
  item('nothing', {}),
  item('text', { body: raw('{{nested}} Zoë \r\n 😀') }),
  item('json-language', { body: raw('{"a": "{{number}}", "u": "http://x/*y*/"}', 'json') }),
  item('comments', {
    body: raw('{ // one {{number}}\n"a": 1, /* two */ "b": "//no", // three\r\n"c": 2 }//', 'json'),
  }),
  item('comments-by-type', {
    header: [header('content-type', 'application/vnd.x+json')],
    body: raw('{"a": 1} // end'),
  }),
  item('no-json', { header: [header('Content-Type', 'text/csv')], body: raw('a // b', 'text') }),
  item('xml', { body: raw('<a>{{number}}</a>', 'xml') }),
  item('form', {
    body: body('urlencoded', [
      { key: 'a b', value: 'c&d 50' },
      { key: 'e', value: 'é😀' },
      { key: 'off', value: 'x', disabled: true },
      { key: "t*'()!~-_.", value: "*'()!~-_.+%20{{word}}" },
      { key: 'again', value: '1' },
      { key: 'between', value: '' },
      { key: 'again', value: '2' },
      { key: '7', value: 'a number' },
      { key: 'null', value: null },
      { key: '', value: 'no name' },
    ]),
  }),
  item('form-off', { body: body('urlencoded', [{ key: 'a', value: 'b', disabled: true }]) }),
  item('disabled-body', { body: { ...raw('left out'), disabled: true } }),
  item('graphql', {
    body: body('graphql', { query: 'query Q { a(x: "{{word}}") }', variables: '{"v": {{number}} }' }),
  }),
  item('graphql-named', {
    body: body('graphql', { query: '{ a }', operationName: 'Q', variables: '' }),
  }),
  item('graphql-object', { body: body('graphql', { query: '{ a }', variables: { v: '{{segment}}' } }) }),
  item('get-with-body', { method: 'GET', body: raw('pruned') }),
  item('delete-with-body', { method: 'DELETE', body: raw('kept') }),
  item('url', {
    url: {
      raw: '',
      host: ['{{base}}'],
      path: ['url', ':id', 'é b', '{{segment}}', 'a{b}`"<>|^\\[]', '%2F%zz', "it's"],
      query: [
        { key: 'q', value: 'a b' },
        { key: 'e', value: 'é+c&%20%zz' },
        { key: 'off', value: 'x', disabled: true },
        { key: 'bare' },
        { key: '{{va r}}', value: '' },
        { key: 'odd', value: '{{word}}\'"<>`{}|^[]\\' },
        { key: 'hash', value: 'x' },
      ],
      hash: 'fragment',
      variable: [{ key: 'id', value: 'i d/{{segment}}é' }],
    },
    body: raw('x'),
  }),
  item('no-scheme', { url: '{{host}}/no-scheme?a={{word}}#x', body: raw('x') }),
  item('headers', {
    header: [
      header('A', '{{segment}}'),
      header('A', 'two'),
      header('B', 'off', true),
      header('X-Salt', 'mine'),
      header('', 'no name'),
      header('{{segment}}', 'off', true),
    ],
    body: raw('x'),
  }),
]

const DYNAMIC: readonly RequestItem[] = [
  item('dynamic', {
    url: '{{base}}/dynamic/{{$guid}}?a={{$randomInt}}',
    header: [header('X-Id', '{{$guid}}')],
    body: raw('{"id": "{{$guid}}", "n": {{$randomInt}}, "at": {{$timestamp}}}', 'json'),
  }),
  item('dynamic-form', { body: body('urlencoded', [{ key: 'id', value: '{{$guid}}' }]) }),
  item('dynamic-graphql', { body: body('graphql', { query: '{ a }', variables: '{"id": "{{$guid}}"}' }) }),
]

const OWN = ['postman-token', 'x-token-api-id', 'x-salt', 'x-hmac-sha256-signature']

/** What matters of a request: everything except what differs from run to run and what the script adds. */
function essence({ method, url, headers, body: text }: Recorded) {
  const rows = headers.map(([name, value]) => [name.toLowerCase(), value] as const)
  return { method, url, body: text, headers: rows.filter(([name]) => !OWN.includes(name)).sort() }
}

function signed({ headers, body: text, url }: Recorded) {
  const value = (name: string) => headers.filter(([key]) => key.toLowerCase() === name).map(([, one]) => one)
  const [salt = '', ...moreSalts] = value('x-salt')
  const signature = createHmac('sha256', SECRET)
    .update(Buffer.from(text, 'latin1'))
    .update(salt)
    .digest('hex')
  return { url, ok: signature === value('x-hmac-sha256-signature')[0] && moreSalts.length === 0 }
}

async function recorded(tool: ToolName, items: readonly RequestItem[], events: object[]) {
  const start = recorder.seen.length
  const { code, text } = await run(tool, collection(items, events), { env: env() })
  expect({ code, text }).toMatchObject({ code: 0 })
  return recorder.seen.slice(start)
}

describe.each(bothTools)('%s', (tool) => {
  it('sends what it would have sent without the script, and that is what is signed', async () => {
    const plain = await recorded(tool, ITEMS, [])
    const signing = [event('prerequest', script('inqud.pre-request'))]
    const ours = await recorded(tool, [...ITEMS, ...DYNAMIC], signing)
    expect(ours.slice(0, ITEMS.length).map(essence)).toEqual(plain.map(essence))
    expect(ours.map(signed).filter(({ ok }) => !ok)).toEqual([])
    // A dynamic variable is rendered once, and that is sent.
    const dynamic = ours.slice(ITEMS.length)
    expect(dynamic).toHaveLength(DYNAMIC.length)
    for (const { body: text } of dynamic) expect(text).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  })
})
