import { generateKeyPairSync } from 'node:crypto'
import { type AnyProvider, providers } from '@countersign/core'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { type ScriptTexts, scripts } from 'insomnia-plugin-countersign/scripts'
import { workspace } from 'insomnia-plugin-countersign/workspace'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insoSend, RUNNERS } from '../app/script.mjs'
import { checkPolicy } from '../app/script-policy.mjs'
import { importWorkspace } from '../app/workspace.mjs'
import { json } from './app.js'
import { tlsOf } from './worlds.js'

const script = (id: string) => (scripts[id] as ScriptTexts).preRequest
const afterResponse = (id: string) => (scripts[id] as ScriptTexts).afterResponse

const providerOf = (wanted: string) => providers.find(({ id }) => id === wanted) as AnyProvider

const JSON_TYPE = [{ name: 'Content-Type', value: 'application/json' }]
const text = (body: string) => ({ mimeType: 'application/json', text: body })
const ids = ['imburse', 'inqud', 'sendpayments', 'mastercard']

interface Sent {
  readonly thrown?: string
  readonly tests: string[]
  /** The script's own console. */
  readonly console: string[]
  /** The console that somebody sees. */
  readonly shown: string[]
  /** The URL that the script leaves in the request. */
  readonly written: string
  /** What the after-response script finds. */
  readonly opened?: string
  readonly wire: { url: string; headers: [string, string][] }
  readonly response: { error?: string; statusCode?: number; body?: Uint8Array }
}

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

let runner = ''

function send(id: string, request: object, environment: object = {}, more: object = {}): Promise<Sent> {
  const env = { ...sandbox.env, baseUrl: sandbox.origins[id], who: 'Zoë', ...environment }
  const whole = { url: '{{ _.baseUrl }}/v1/things', method: 'POST', headers: JSON_TYPE, ...request }
  const all = { request: whole, environment: env, script: script(id), tls: tlsOf(sandbox), runner, ...more }
  return insoSend(all as never) as never
}

describe('the text of a script', () => {
  const texts = Object.entries(scripts).flatMap(([id, { preRequest, afterResponse }]) => [
    [`${id}, pre-request`, preRequest] as const,
    ...(afterResponse ? [[`${id}, after-response`, afterResponse] as const] : []),
  ])

  it.each(texts)("%s: keeps to the app's policy", (_name, code) => {
    expect(() => checkPolicy(code)).not.toThrow()
  })

  it.each(texts)('%s: holds nothing that is taken for a template', (_name, code) => {
    expect(code).not.toMatch(/\{[{%#]/)
  })
})

describe('the policy of the stand-in blocks', () => {
  it.each([
    'exports.done = 1',
    'Object.defineProperty({}, "a", {})',
    'const define = Object["defineProperty"]',
    'const g = globalThis; const h = g; h.fetch',
    '(function () { this.x = 1 })()',
    'const { env } = process',
    'const s = this; s.x',
    'const self = {}; self.update()',
    'a.constructor.name',
    'import("x")',
  ])('%s', (code) => {
    expect(() => checkPolicy(code)).toThrow(/blocked/)
  })
  it('and not the naming of the global object to hand it on', () => {
    expect(() => checkPolicy('const f = (scope) => scope?.console; f(globalThis)')).not.toThrow()
  })
})

describe.each(Object.keys(RUNNERS))('a script in %s', (kind) => {
  beforeAll(() => {
    runner = kind
  })

  it.each(ids)('%s: what is rendered is signed, sent and accepted', async (id) => {
    const parameters = [
      { name: 'a', value: 'b c' },
      { name: 'é', value: '{{ _.who }}' },
    ]
    const before = sandbox.counts[id]?.accepted ?? 0
    const sent = await send(id, { body: text('{"name":"{{ _.who }}",\r\n"amount":12.50}'), parameters })
    expect(sent).toMatchObject({ tests: [], response: { statusCode: 200 } })
    expect(sent.console).toEqual([`log: countersign: ${id} signed POST /v1/things`])
    expect(sent.wire.url).toBe(`${sandbox.origins[id]}/v1/things?a=b%20c&%C3%A9=Zo%C3%AB`)
    expect((await send(id, { method: 'GET', headers: [], body: {} })).response.statusCode).toBe(200)
    expect(sandbox.counts[id]?.accepted).toBe(before + 2)
  })

  it('asks for one token of Send Payments for many requests, each of which has a script of its own', async () => {
    const before = sandbox.counts.sendpayments?.token ?? 0
    for (let n = 0; n < 5; n++) await send('sendpayments', { body: text('{}') })
    expect((sandbox.counts.sendpayments?.token ?? 0) - before).toBeLessThanOrEqual(1)
  })

  it.each(providers)('$id: signs each request of a workspace that is made with it', async (provider) => {
    const { id } = provider
    const before = sandbox.counts[id]?.accepted ?? 0
    const { requests } = importWorkspace(workspace(provider, { preRequest: script(id) }))
    for (const request of [...requests, ...requests]) {
      const sent = await send(id, request)
      expect([sent.tests, sent.response.statusCode]).toEqual([[], expect.toSatisfy((code) => code < 300)])
    }
    expect((sandbox.counts[id]?.accepted ?? 0) - before).toBe(2 * requests.length)
  })

  it('asks for a token in place of a response tag, which would send the exchange without its script', async () => {
    const { requests } = importWorkspace(workspace(providerOf('imburse')))
    for (const request of requests)
      expect((await send('imburse', request)).response.statusCode).toBeLessThan(300)
    expect(requests.map((request: object) => JSON.stringify(request))).toContainEqual(
      expect.stringContaining('{% response'),
    )
  })

  it('leaves a tag in a header to the app, if nobody requests a token', async () => {
    const headers = [{ name: 'Authorization', value: "Bearer {% response 'body', 'req_1', 'b64::x::46b' %}" }]
    const sent = await send('inqud', { headers, body: text('{}') })
    expect(sent.wire.headers).toContainEqual(['Authorization', headers[0]?.value])
  })

  it('signs what is in place of path parameters', async () => {
    const pathParameters = [{ name: 'id', value: 'ä/b' }]
    const sent = await send('inqud', { url: '{{ _.baseUrl }}/v1/:id/x', pathParameters, body: text('{}') })
    expect(json(sent.response.body)).toMatchObject({ ok: true, path: '/v1/%C3%A4%2Fb/x' })
  })

  it.each([
    "/v1/a b/é/it's/100%/%2f/x:y@z$+,;=|^`",
    '/v1?a b=c+d,e&é&=nameless&x=1=2#part',
    '/v1//x/../y?a=b?c=d&a[]=1&none=',
    '/v1/{{ _.who }}?{{ _.who }}={{ _.who }}',
    '',
  ])('signs the URL that Insomnia sends: %s', async (path) => {
    const sent = await send('inqud', { url: `{{ _.baseUrl }}${path}`, body: text('{}') })
    expect(sent.response.statusCode).toBe(200)
    expect(sent.wire.url).toBe(sent.written)
  })

  it('leaves the bearer token of the Auth tab to the app, and asks for none', async () => {
    const before = sandbox.counts.sendpayments?.token
    const authentication = { type: 'bearer', token: 'mine' }
    const sent = await send('sendpayments', { body: text('{}'), authentication })
    expect(sandbox.counts.sendpayments?.token).toBe(before)
    expect(sent.wire.headers).toEqual([['Content-Type', 'application/json']])
  })

  it('leaves other hosts alone, and COUNTERSIGN=off', async () => {
    const elsewhere = { url: 'http://localhost:1/?x=api.inqud.com', body: text('{"a":"{{ _.who }}"}') }
    const { wire } = await send('inqud', elsewhere).catch(() => ({ wire: undefined }))
    expect(wire).toBeUndefined() // nobody listens there
    const off = await send('inqud', { body: text('{}') }, { COUNTERSIGN: 'off' })
    expect(off.wire.headers).toEqual([['Content-Type', 'application/json']])
  })
})

describe.each(Object.keys(RUNNERS))('an after-response script in %s', (kind) => {
  beforeAll(() => {
    runner = kind
  })
  const body = text('{"name":"Zoë"}')
  const more = { afterResponse: afterResponse('mastercard') }

  it('is there if responses are encrypted, and only then', () => {
    expect(ids.filter((id) => afterResponse(id) !== undefined)).toEqual(['mastercard'])
  })

  it('leaves the text of an encrypted response in a variable', async () => {
    const sent = await send('mastercard', { body }, {}, more)
    expect(JSON.parse(String(sent.opened))).toMatchObject({ ok: true, body: body.text })
    expect(sent.tests).toEqual([])
  })

  it('fails a test, and opens nothing, with a key that does not fit', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const other = privateKey.export({ type: 'pkcs8', format: 'pem' })
    const sent = await send('mastercard', { body }, { MASTERCARD_DECRYPTION_KEY: other }, more)
    expect(sent.opened).toBeUndefined()
    expect(sent.tests).toEqual([
      expect.stringMatching(/does not open with MASTERCARD_DECRYPTION_KEY .*its kid names another key/),
    ])
  })
})

describe.each(Object.keys(RUNNERS))('a refusal in %s', (kind) => {
  beforeAll(() => {
    runner = kind
  })
  it.each([
    [
      'an empty setting',
      { body: text('{}') },
      { INQUD_TOKEN_SECRET: '' },
      'INQUD_TOKEN_SECRET is missing (empty)',
    ],
    [
      'a setting that is a variable',
      { body: text('{}') },
      { INQUD_TOKEN_SECRET: '{{ _.gone }}' },
      'INQUD_TOKEN_SECRET still holds',
    ],
    [
      'a variable in the body',
      { body: text('{"a":"{{ _.gone }}"}') },
      {},
      'The body still holds {{ _.gone }}',
    ],
    ['a tag in the body', { body: text('{"a":"{% uuid %}"}') }, {}, 'cannot read the bytes of a tagged'],
    [
      'a form',
      { body: { mimeType: 'multipart/form-data', params: [{ name: 'a', value: 'b' }] } },
      {},
      'cannot read the bytes of a form body',
    ],
    [
      'a file',
      { body: { mimeType: 'application/octet-stream', fileName: '/etc/hosts' } },
      {},
      'cannot read the bytes of a file body',
    ],
    [
      'GraphQL that is written once more',
      { body: text('{"query":"{a}","variables":"{}"}') },
      {},
      'cannot read the bytes of a GraphQL body',
    ],
    [
      'braces that would be filled in',
      { body: text('{"a":"{{ _.brace }}"}') },
      { brace: '{{ x }' },
      'fills in once more',
    ],
    [
      'a path parameter that would be filled in again',
      {
        url: '{{ _.baseUrl }}/v1/:id',
        pathParameters: [{ name: 'id', value: ':id' }],
        body: text('{}'),
      },
      {},
      'send another URL',
    ],
  ])('%s: nothing leaves, and a failing test says why', async (_name, request, environment, reason) => {
    const before = sandbox.requests.length
    const sent = await send('inqud', request, environment)
    expect(sent.thrown).toBeUndefined()
    expect(sent.response).toEqual({ error: 'Protocol not supported' })
    expect(sent.wire.headers).toEqual([])
    expect(sandbox.requests.length).toBe(before)
    expect(sent.tests).toEqual([expect.stringContaining(reason)])
    expect(sent.console).toEqual([expect.stringContaining(`error: countersign: `)])
    expect(sent.shown).toEqual(sent.console)
    const { INQUD_TOKEN_SECRET = '' } = sandbox.env
    expect(JSON.stringify([sent.tests, sent.console])).not.toContain(INQUD_TOKEN_SECRET)
  })
})
