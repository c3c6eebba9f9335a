import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inqud } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { operationsIn } from '../../src/commands/generate/openapi/index.js'
import { withOperations } from '../../src/commands/generate/operations.js'
import { emptyFolder, run } from '../run.js'

/** An OpenAPI file with these parts. */
function fileOf(parts: object | string | Uint8Array, name = 'api.json'): string {
  const file = join(emptyFolder(), name)
  const isRaw = typeof parts === 'string' || parts instanceof Uint8Array
  const document = isRaw ? undefined : { openapi: '3.0.3', info: { title: 'x', version: '1' }, ...parts }
  const write = /\.ya?ml$/.test(name) ? stringify : JSON.stringify
  writeFileSync(file, isRaw ? parts : write(document))
  return file
}

const BASE = 'https://api.inqud.com'
const read = async (parts: object | string, name?: string) => operationsIn(fileOf(parts, name), BASE)
const first = async (parts: object) => (await read(parts)).examples[0]

/** One operation that takes this as JSON. */
const taking = (media: object, more = {}) =>
  first({ paths: { '/x': { post: { requestBody: { content: { 'application/json': media } } } } }, ...more })
const bodyFor = async (schema: object, more = {}) =>
  JSON.parse((await taking({ schema }, more))?.body ?? 'null')

const schemas = (all: object) => ({ components: { schemas: all } })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

describe('requests of an OpenAPI file', () => {
  const paths = {
    '/v1/nodes/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, example: 'a/b {{c}}' }],
      get: {
        summary: 'Read a\n node',
        parameters: [
          { name: 'page', in: 'query', required: true, schema: { type: 'integer', default: 2 } },
          { name: 'q', in: 'query', required: true, schema: { type: 'array', items: { enum: ['é&'] } } },
          { name: 'not', in: 'query' },
        ],
      },
      post: { operationId: 'addNode', requestBody: { $ref: '#/components/requestBodies/Node' } },
      delete: {},
    },
    '/v1/nodes/{id}/again': { post: { operationId: 'addNode' } },
  }
  const components = {
    requestBodies: { Node: { content: { 'application/vnd.x+json; v=1': { schema: ref('Node') } } } },
    schemas: {
      Node: {
        type: 'object',
        properties: {
          id: { type: 'string', readOnly: true },
          name: { type: 'string', example: 'Zoë' },
          next: ref('Node'),
        },
      },
    },
  }
  const servers = [{ url: 'https://{env}.inqud.com/base/', variables: { env: { default: 'api' } } }]
  const due = [
    ['Read a node', 'GET', '/base/v1/nodes/a%2Fb%20%7B%7Bc%7D%7D?page=2&q=%C3%A9%26', undefined],
    ['addNode', 'POST', '/base/v1/nodes/a%2Fb%20%7B%7Bc%7D%7D', { name: 'Zoë' }],
    ['DELETE /v1/nodes/{id}', 'DELETE', '/base/v1/nodes/a%2Fb%20%7B%7Bc%7D%7D', undefined],
    ['addNode (2)', 'POST', '/base/v1/nodes/id/again', undefined],
  ]

  it.each(['api.json', 'api.yaml', 'no ending #1%20'])('%s', async (name) => {
    const { origin, examples, notes } = await read({ paths, components, servers }, name)
    expect(origin).toBe('https://api.inqud.com')
    expect(notes).toEqual([
      'Bodies go out as application/json; set the Content-Type that the file names: application/vnd.x+json; v=1.',
    ])
    const seen = examples.map((one) => [one.name, one.method, one.path, one.body && JSON.parse(one.body)])
    expect(seen).toEqual(due)
  })

  it.each([
    [undefined, undefined, '/x'],
    ['/v2', 'https://api.inqud.com', '/v2/x'],
    ['https://user:pass@a.test:8443/v2?x=1', 'https://a.test:8443', '/v2/x'],
    ['ftp://a.test', undefined, '/x'],
    ['https://{nothing', undefined, '/x'],
    ['https://{{{{INQUD_TOKEN_SECRET}}}}.a.test', undefined, '/x'],
    ['https://a.test/{{{{b}}}}', 'https://a.test', '/%7B%7B%7Bb%7D%7D%7D/x'],
  ])('server %s', async (url, origin, path) => {
    const found = await read({ paths: { '/x': { get: {} } }, ...(url && { servers: [{ url }] }) })
    expect([found.origin, found.examples[0]?.path]).toEqual([origin, path])
  })

  it('takes the server of an operation, else of its path, and names another host', async () => {
    const get = { servers: [{ url: '/op' }] }
    const item = { get, post: {}, servers: [{ url: 'https://other.test/path' }] }
    const found = await read({ paths: { '/x': item, '/y': { get: {} } }, servers: [{ url: '/doc' }] })
    expect(found.examples.map(({ path }) => path)).toEqual(['/op/x', '/path/x', '/doc/y'])
    expect(found.notes).toEqual([
      'Some operations name another server; they go to baseUrl too: https://other.test.',
    ])
  })

  it('keeps to slashes by the hundred thousand', async () => {
    const many = '/'.repeat(200_000)
    const paths = { [`${many}x`]: { get: {} } }
    const servers = [{ url: `https://api.inqud.com${many}x${many}` }]
    expect((await read({ paths, servers })).examples).toHaveLength(1)
  })

  it.each([
    [{ in: 'query', example: [1, 2] }, '/x?p=1&p=2'],
    [{ in: 'query', example: [1, 2], explode: false }, '/x?p=1,2'],
    [{ in: 'query', example: ['a b', 2], style: 'spaceDelimited' }, '/x?p=a%20b%202'],
    [{ in: 'query', example: [1, 2], style: 'pipeDelimited' }, '/x?p=1|2'],
    [{ in: 'query', example: { R: 100, G: 200 }, explode: true }, '/x?R=100&G=200'],
    [{ in: 'query', example: { R: 100, G: 200 }, explode: false }, '/x?p=R,100,G,200'],
    [{ in: 'query', example: { R: 100, G: 200 }, style: 'deepObject' }, '/x?p%5BR%5D=100&p%5BG%5D=200'],
    [{ in: 'path', example: [3, 4, 5] }, '/3,4,5'],
    [{ in: 'path', example: { R: 100 } }, '/R,100'],
    [{ in: 'path', example: { R: 100 }, explode: true }, '/R=100'],
    [{ in: 'path', example: [3, 4], style: 'label', explode: true }, '/.3.4'],
    [{ in: 'path', example: [3, 4], style: 'matrix' }, '/;p=3,4'],
  ])('writes %j as its style says', async (parameter, path) => {
    const get = { parameters: [{ ...parameter, name: 'p', required: true }] }
    const { examples } = await read({ paths: { [parameter.in === 'path' ? '/{p}' : '/x']: { get } } })
    // OpenAPI explodes a form by default.
    expect(examples[0]?.path).toBe(path)
  })

  it('takes an example that is a JSON text, and names integers that are rounded', async () => {
    const schema = { type: 'object' }
    expect((await taking({ schema, example: '{"a":[1]}' }))?.body).toBe('{\n  "a": [\n    1\n  ]\n}')
    expect((await taking({ schema: { type: 'string' }, example: '{"a":1}' }))?.body).toBe('"{\\"a\\":1}"')
    const text =
      '{"openapi":"3.0.0","paths":{"/x":{"post":{"requestBody":{"content":{"application/json":{"example":{"id":9007199254740993}}}}}}}}'
    expect((await operationsIn(fileOf(text), BASE)).notes).toEqual([
      'Integers beyond 2^53 are rounded; write them as the file has them: 9007199254740992.',
    ])
  })

  it.each(['api.txt', 'api.json'])('reads %s with a byte order mark, or in UTF-16', async (name) => {
    const text = '{"openapi":"3.0.0","paths":{"/é":{"get":{}}}}'
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    for (const content of [`\ufeff${text}`, utf16, 'openapi: 3.0.0\npaths: {/é: {get: {}}}\n'])
      expect((await operationsIn(fileOf(content, name), BASE)).examples[0]?.path).toBe('/%C3%A9')
  })

  it('takes an example before a sample, and of several the first', async () => {
    const schema = { type: 'string' }
    expect((await taking({ schema, example: { a: 1 } }))?.body).toBe('{\n  "a": 1\n}')
    expect((await taking({ schema, examples: { one: { value: [1] }, two: { value: 2 } } }))?.body).toBe(
      '[\n  1\n]',
    )
  })

  it('leaves no braces that a tool would take for a variable or a tag of its own', async () => {
    const secret = {
      a: '{{INQUD_TOKEN_SECRET}}',
      b: "{% response 'body' %}",
      c: '{# x #}',
      d: '{{{',
      '{{e}}': 1,
    }
    const body = (await taking({ example: secret }))?.body ?? ''
    expect(body).not.toMatch(/\{[{%#]/)
    expect(JSON.parse(body)).toEqual(secret)
  })

  it('tells what is left out', async () => {
    const upload = { requestBody: { content: { 'multipart/form-data': {} } } }
    const outside = { requestBody: { $ref: 'https://elsewhere.test/x.yaml#/A' } }
    const parameters = [
      { in: 'header', name: 'X-Client', required: true },
      { in: 'header', name: 'X-Other' },
      { in: 'header', name: 'accept', required: true },
    ]
    const { notes, examples } = await read({ paths: { '/x': { post: upload, put: outside, parameters } } })
    expect(examples.map(({ body }) => body)).toEqual([undefined, undefined])
    expect(notes).toEqual([
      'Bodies that are not JSON are omitted, for you to fill in: 1.',
      'Required headers are omitted; add those that signing does not: X-Client.',
      'References outside the file are omitted: https://elsewhere.test/x.yaml#/A.',
    ])
  })

  it('keeps the token request of the provider, and does not take it twice', async () => {
    const { sendpayments } = await import('@countersign/core')
    const asking = sendpayments.examples.filter(({ asksForToken }) => asksForToken)
    const paths = { '/auth': { post: {} }, '/v1/x': { get: {} } }
    const { provider } = await withOperations(sendpayments, fileOf({ paths }))
    expect(provider.examples.map(({ path }) => path)).toEqual(['/auth', '/v1/x'])
    expect(provider.examples[0]).toBe(asking[0])
  })

  it("names a server that is not the provider's", async () => {
    const parts = { paths: { '/x': { get: {} } }, servers: [{ url: 'https://inqud.com.evil.test' }] }
    expect((await withOperations(inqud, fileOf(parts))).notes).toEqual([
      "The file's server inqud.com.evil.test does not belong to Inqud, so baseUrl stays https://api.inqud.com. If you trust that server, set baseUrl to https://inqud.com.evil.test, and list its host in INQUD_HOSTS.",
    ])
    const { baseUrl: _, ...bare } = { ...inqud, hosts: ['api.acme.example'] }
    expect((await withOperations(bare, fileOf(parts))).notes[0]).toContain(
      'so baseUrl stays https://api.acme.example.',
    )
  })
})

describe('schemas that have no end', () => {
  it('go round once', async () => {
    const A = { type: 'object', properties: { b: ref('B'), name: { type: 'string' } } }
    const B = { allOf: [{ type: 'object', properties: { list: { type: 'array', items: ref('A') } } }] }
    const body = await bodyFor(ref('A'), schemas({ A, B }))
    expect(body).toMatchObject({ b: {}, name: 'string' })
    expect(await bodyFor(ref('C'), schemas({ C: ref('D'), D: ref('C') }))).toEqual({})
  })

  it('that double at every level, and lists of a billion, are cut', async () => {
    const levels = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => {
        const wide = Array.from({ length: 20 }, (_, k) => [`p${k}`, ref(`L${n + 1}`)])
        return [`L${n}`, { type: 'object', properties: Object.fromEntries(wide) }]
      }),
    )
    const list = { type: 'array', minItems: 1e9, items: { type: 'array', minItems: 1e9, items: ref('L0') } }
    const long = { type: 'string', minLength: 1e9 }
    const properties = { list, long, date: { type: 'string', format: 'date-time', minLength: 1e9 } }
    const body = await bodyFor(
      { type: 'object', properties },
      schemas({ ...levels, L60: { type: 'string' } }),
    )
    expect(JSON.stringify(body).length).toBeLessThan(100_000)
    expect(body.long).toHaveLength(200)
  })

  it('of YAML whose anchors hold each other, or a billion values', async () => {
    const head =
      'openapi: 3.1.0\npaths: {/x: {post: {requestBody: {content: {application/json: {example: *j}}}}}}\n'
    const bomb = [...'bcdefghij'].map((to, n) => `${to}: &${to} [${Array(9).fill(`*${'abcdefghi'[n]}`)}]`)
    const round = 'j: &j {a: [*j]}'
    for (const text of [['a: &a [1]', ...bomb].join('\n'), round]) {
      const [head1, ...rest] = head.split('\n')
      const { examples } = await read([head1, text, ...rest].join('\n'), 'x.yaml')
      expect(examples[0]?.body).toBe('{}')
    }
  })

  it('of 5 MB with 3000 operations over schemas that all hold each other', async () => {
    const all = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => {
        const others = Array.from({ length: 30 }, (_, k) => [`p${k}`, ref(`S${(i * 7 + k * 13) % 300}`)])
        const text = { type: 'string', description: 'y'.repeat(3000) }
        return [`S${i}`, { type: 'object', properties: Object.fromEntries([...others, ['text', text]]) }]
      }),
    )
    const paths = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => {
        const content = { 'application/json': { schema: ref(`S${i % 300}`) } }
        return [`/p${i}`, { post: { description: 'x'.repeat(1200), requestBody: { content } } }]
      }),
    )
    const file = fileOf({ paths, ...schemas(all) })
    expect(readFileSync(file).length).toBeGreaterThan(5e6)
    const cwd = emptyFolder()
    const { status, stderr } = await run(['generate', 'postman', 'inqud', '--out', '.', '--openapi', file], {
      cwd,
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { item } = JSON.parse(readFileSync(join(cwd, 'inqud.postman_collection.json'), 'utf8'))
    expect(item).toHaveLength(3000)
    expect(JSON.parse(item[2999].request.body.raw)).toMatchObject({ text: 'string', p29: { text: 'string' } })
  })
})

describe('a file that is not one', () => {
  const deep = `{"openapi":"3.0.0","paths":${'['.repeat(200_000)}`
  it.each([
    ['empty', '', /api\.json is empty/],
    ['a text', 'hello', /is not an OpenAPI file: it has no field "openapi"/],
    ['a list', '[1]', /is not an OpenAPI file/],
    ['cut off', '{"openapi":"3.0.0","paths":{', /cannot be read as JSON or YAML: .*\(\d+:\d+\)/],
    ['binary', new Uint8Array([0, 1, 255, 254]), /cannot be read as JSON or YAML/],
    ['gzip', new Uint8Array([31, 139, 8, 0, 0, 0]), /cannot be read as JSON or YAML|no OpenAPI file/],
    ['too deep', deep, /cannot be read as JSON or YAML/],
    ['too large', ' '.repeat(21 * 1024 * 1024), /larger than 20 MB/],
    [
      'of Swagger',
      '{"swagger":"2.0","paths":{}}',
      /is Swagger 2\.0; only OpenAPI 3 is supported\. Convert it/,
    ],
    ['of another version', '{"openapi":"4.0.0"}', /is OpenAPI 4\.0\.0; only OpenAPI 3 is supported/],
    ['without operations', '{"openapi":"3.0.0"}', /has no operations/],
    ['of odd shapes', '{"openapi":"3.0.0","paths":[1,{"get":3}],"servers":7}', /has no operations/],
  ])('%s', async (_what, content, message) => {
    await expect(operationsIn(fileOf(content), BASE)).rejects.toThrow(message)
  })

  it('nothing there, or a folder, ends with status 1 and writes nothing', async () => {
    await expect(operationsIn('/nothing/here.json', BASE)).rejects.toThrow(/there is no file \/nothing\/here/)
    const { status, stderr } = await run(['generate', 'k6', 'inqud', '--out', 'o', '--openapi', '.'])
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'countersign: --openapi: . is not a file.\n' })
  })
})
