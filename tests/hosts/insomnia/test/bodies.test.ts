import { expect, it } from 'vitest'
import { type Done, json, type Rendered, text } from './app.js'
import { BOTH, inWorlds, POST_JSON, type World } from './worlds.js'

const FORM = 'application/x-www-form-urlencoded'
const type = (value: string) => [{ name: 'Content-Type', value }]
const graphql = (body: object) => ({ body: { mimeType: 'application/graphql', text: JSON.stringify(body) } })

/** Requests whose bytes Insomnia makes after the hooks, or that are odd in another way. */
const REQUESTS: [string, Omit<Partial<Rendered>, 'url'>][] = [
  ['JSON', {}],
  ['a byte order mark and CRLF', { body: { mimeType: 'text/plain', text: '\ufeff{\r\n"a":\r\n}\r\n' } }],
  ['a header beyond Latin-1', { headers: [...POST_JSON.headers, { name: 'X-Name', value: 'Łukasz 😀' }] }],
  [
    'a byte order mark before a long text',
    { body: { mimeType: 'text/plain', text: `\ufeff${'long '.repeat(20)}` } },
  ],
  ['letters of four bytes', { body: { mimeType: 'text/plain', text: '😀 e\u0301 ﷽ \u2028' } }],
  ['100 KB', { body: { mimeType: 'text/plain', text: 'é'.repeat(50_000) } }],
  ['POST without a body', { body: {}, headers: [] }],
  ['POST with a body of null', { body: null as never, headers: [] }],
  ['a text without a type, with PUT', { method: 'PUT', body: { text: 'sent' } }],
  [
    'a text without a type, with GET, which is not sent',
    { method: 'GET', headers: [], body: { text: 'not sent' } },
  ],
  ['DELETE with a body', { method: 'DELETE' }],
  ['a method in lower case', { method: 'post' }],
  ['another method in lower case', { method: 'patch' }],
  [
    'a form',
    {
      headers: type(FORM),
      body: {
        mimeType: FORM,
        params: [
          { name: 'a b', value: 'c&d=50%' },
          { name: 'é~*', value: "!'()-._" },
          { name: 'empty', value: '' },
          { name: 'none' },
          { name: '😀', value: 'half \ud800' },
        ],
      },
    },
  ],
  ['a form of nothing', { headers: type(FORM), body: { mimeType: FORM, params: [] } }],
  ['a form without rows', { headers: type(FORM), body: { mimeType: FORM } }],
  [
    'a multipart form of texts',
    {
      headers: type('multipart/form-data'),
      body: {
        mimeType: 'multipart/form-data',
        params: [
          { name: 'plain', value: 'line 1\r\nline 2' },
          { name: 'quo"ted', value: 'é' },
          { name: 'json', value: '{}', multiline: 'application/json' },
          { name: '', value: '' },
          { name: 'no file', type: 'file', value: '' },
        ],
      },
    },
  ],
  [
    'a multipart form without a header',
    { headers: [], body: { mimeType: 'multipart/form-data', params: [] } },
  ],
  [
    'GraphQL with variables as a text',
    graphql({ query: '{ a }', variables: '{"b": 1.0}', operationName: 'x' }),
  ],
  ['GraphQL with variables as an object', graphql({ query: '{ a }', variables: { b: 1 } })],
  ['GraphQL with variables that are no JSON', graphql({ query: '{ a }', variables: '{{' })],
  ['GraphQL that is not JSON', { body: { mimeType: 'application/graphql', text: 'query' } }],
  [
    'headers of one name',
    { headers: [...POST_JSON.headers, ...[1, 2, 3].map((n) => ({ name: 'X-Many', value: `${n}` }))] },
  ],
  [
    'a header without a name, and one without a value',
    {
      headers: [
        { name: '', value: 'x' },
        { name: 'X-Empty', value: '' },
      ],
    },
  ],
]

const PARAMETERS = [
  { name: 'q', value: 'a b,c+é' },
  { name: 'n m', value: '1=2&3#4?5' },
  { name: 'q', value: 'again' },
  { name: 'encoded', value: '%41%zz%C3%A9' },
  { name: 'empty', value: '' },
  { name: 'none' },
  { name: '', value: 'not sent' },
]

const URLS: [string, string, Partial<Rendered>][] = [
  ['parameters', '/v1/x', { parameters: PARAMETERS }],
  ['parameters, a query and a fragment', '/v1/x?own=1&two=%20#part', { parameters: PARAMETERS }],
  ['a path to be encoded', "/v1/a b/é/it's/100%/%2f/x:y@z$+,;=", {}],
  ['a query to be encoded', '/v1?a b=c+d,e&é&=nameless&x=1=2', {}],
  [
    'path parameters',
    '/v1/:id/:kind/x:y?a=:id',
    {
      pathParameters: [
        { name: 'id', value: 'ä/b c?d#e' },
        { name: 'kind', value: ':id' },
      ],
    },
  ],
  [
    'a path parameter without a value, and one that is not in the path',
    '/v1/:id',
    {
      pathParameters: [
        { name: 'id', value: '' },
        { name: 'other', value: 'x' },
      ],
    },
  ],
  ['no path', '', { parameters: [{ name: 'a', value: 'b' }] }],
]

inWorlds(BOTH, (world) => {
  it.each(REQUESTS)('%s: what Insomnia would send is what is signed and sent', async (_name, request) => {
    const done = await sameAsWithout(world, { url: world.at('inqud'), ...request })
    expect(json(done.response?.body)).toMatchObject({ ok: true, way: 'hmac' })
  })

  it.each(URLS)('%s: the URL is what Insomnia would make of it', async (_name, path, request) => {
    const done = await sameAsWithout(world, { url: world.at('inqud', path), ...request })
    expect(json(done.response?.body)).toMatchObject({ ok: true, way: 'hmac' })
  })

  it('writes a form and a query as they were seen to go over the network', async () => {
    const body = { mimeType: FORM, params: [{ name: 'f', value: 'x y~*é' }] }
    const parameters = [{ name: 'q', value: 'a b,c+é' }]
    const done = await world.send({ url: world.at('inqud'), headers: type(FORM), body, parameters })
    expect(text(done.wire?.body)).toBe('f=x+y%7E*%C3%A9')
    expect(done.wire?.url).toBe(world.at('inqud', '/v1/things?q=a%20b,c%2B%C3%A9'))
  })

  it('leaves a URL that is not to be encoded as it is, but for its parameters', async () => {
    const request = {
      url: world.at('inqud', '/v1?a=b+c'),
      settingEncodeUrl: false,
      parameters: [{ name: 'd', value: 'e f' }],
    }
    const done = await sameAsWithout(world, request)
    expect(done.wire?.url).toBe(world.at('inqud', '/v1?a=b+c&d=e%20f'))
  })

  it('replaces every header of a name that it sets', async () => {
    const old = ['one', 'two'].map((value) => ({ name: 'AUTHORIZATION', value: `Basic ${value}` }))
    const done = await world.send({ url: world.at('imburse', '/v1/identity/hmac'), headers: old, body: {} })
    const sent = done.wire?.headers.filter(([name]) => name.toLowerCase() === 'authorization')
    expect(sent).toEqual([['Authorization', expect.stringMatching(/^Hmac /)]])
    expect(json(done.response?.body)).toMatchObject({ accessToken: expect.any(String) })
  })

  it('signs what path parameters give', async () => {
    const pathParameters = [{ name: 'id', value: 'ä/b' }]
    const done = await world.send({ url: world.at('inqud', '/v1/:id/x'), pathParameters })
    expect(json(done.response?.body)).toMatchObject({ ok: true, path: '/v1/%C3%A4%2Fb/x' })
  })

  it('signs what another plugin made of the request before', async () => {
    const plugins = [
      { at: 'before', hook: "context.request.setBody({ mimeType: 'text/plain', text: 'changed' })" },
    ] as const
    const done = await world.send({ url: world.at('inqud') }, { plugins })
    expect(json(done.response?.body)).toMatchObject({ ok: true, body: 'changed' })
  })

  it('is not disturbed by a header that another plugin adds after', async () => {
    const plugins = [{ at: 'after', hook: "context.request.addHeader('X-After', 'yes')" }] as const
    const done = await world.send({ url: world.at('inqud') }, { plugins })
    expect(json(done.response?.body)).toMatchObject({ ok: true, headers: { 'x-after': 'yes' } })
  })

  it('refuses a form that the provider cannot take, with a reason, and sends nothing', async () => {
    const before = world.sandbox.requests.length
    const done = await world.send({
      url: world.at('mastercard'),
      body: { mimeType: FORM, params: [{ name: 'a', value: 'b' }] },
    })
    expect(done.told.alerts).toEqual([expect.stringMatching(/Mastercard expects JSON/)])
    expect(world.sandbox.requests.length).toBe(before)
  })
})

/** Sends, after a look at what Insomnia would send without the plugin: the same, but for the headers of the scheme. */
async function sameAsWithout(world: World, request: Partial<Rendered> & { url: string }): Promise<Done> {
  const environment = { ...world.env, COUNTERSIGN: 'off' }
  const without = await world.send(request, { environment, dryRun: true })
  const done = await world.send(request)
  const own = /^x-(salt|token-api-id|hmac-sha256-signature)$/i
  const wire = { ...done.wire, headers: done.wire?.headers.filter(([name]) => !own.test(name)) }
  expect(done.told.alerts).toEqual([])
  expect(wire).toEqual({ ...without.wire, headers: sorted(without.wire?.headers, wire.headers) })
  return done
}

/** Headers in the order of others: a Content-Type that is set anew stands last. */
function sorted(headers: [string, string][] = [], like: [string, string][] = []): [string, string][] {
  const place = ([name]: [string, string]) =>
    like.findIndex(([other]) => other.toLowerCase() === name.toLowerCase())
  return [...headers].sort((one, other) => place(one) - place(other))
}
