import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyFolder, run } from './run.js'

const ENV = { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'a-secret-of-somebody' }
const readJson = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'))

describe('countersign generate', () => {
  it('writes collections and environments, without a secret', async () => {
    const cwd = emptyFolder()
    const { status, text } = await run(['generate', 'postman', 'inqud', '--out', 'out'], { cwd, env: ENV })
    expect(status).toBe(0)
    expect(text.trim().split('\n')).toEqual([
      'out/inqud.postman_collection.json',
      'out/inqud.postman_environment.json',
    ])
    for (const file of readdirSync(join(cwd, 'out'))) {
      expect(readFileSync(join(cwd, 'out', file), 'utf8')).not.toContain(ENV.INQUD_TOKEN_SECRET)
    }
    expect(readJson(cwd, 'out', 'inqud.postman_collection.json').info.schema).toMatch(/v2\.1\.0/)
  })

  it('writes over nothing, unless told to, and nothing at all then', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'package.json'), 'mine')
    const refused = await run(['generate', 'newman', '--out', '.'], { cwd })
    expect(refused.status).toBe(1)
    expect(refused.stderr).toMatch(/package\.json is there already/)
    expect(readdirSync(cwd)).toEqual(['package.json'])
    expect((await run(['generate', 'newman', '--out', '.', '--force'], { cwd })).status).toBe(0)
    expect(readJson(cwd, 'package.json').scripts['test:inqud']).toMatch(
      /^newman run inqud\.postman_collection\.json/,
    )
  })

  it('lists with --dry-run', async () => {
    const cwd = emptyFolder()
    const { text } = await run(['generate', 'postman', '--out', 'out', '--dry-run'], { cwd })
    expect(text.trim().split('\n')).toHaveLength(8)
    expect(existsSync(join(cwd, 'out'))).toBe(false)
  })

  it.each([
    [['generate']],
    [['generate', 'soapui', '--out', 'x']],
    [['generate', 'postman', 'stripe', '--out', 'x']],
    [['generate', 'postman']],
  ])('%j is a wrong use', async (args) => {
    expect((await run(args)).status).toBe(2)
  })
})

describe('--openapi', () => {
  const circular = {
    openapi: '3.0.3',
    info: { title: 'x', version: '1' },
    servers: [{ url: 'https://api.inqud.com' }],
    paths: {
      '/v1/nodes/{id}': {
        get: { summary: 'Read a node', responses: { 200: { description: 'ok' } } },
        post: {
          operationId: 'addNode',
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Node' } } } },
          responses: { 200: { description: 'ok' } },
        },
      },
    },
    components: {
      schemas: {
        Node: {
          type: 'object',
          properties: {
            name: { type: 'string', example: 'Zoë' },
            next: { $ref: '#/components/schemas/Node' },
          },
        },
      },
    },
  }

  it('makes the operations requests, circular references and all', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'api.json'), JSON.stringify(circular))
    const { status, stderr } = await run(
      ['generate', 'postman', 'inqud', '--out', '.', '--openapi', 'api.json'],
      { cwd },
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { item } = readJson(cwd, 'inqud.postman_collection.json')
    expect(
      item.map(({ name, request }: { name: string; request: { method: string } }) => [name, request.method]),
    ).toEqual([
      ['Read a node', 'GET'],
      ['addNode', 'POST'],
    ])
    expect(JSON.parse(item[1].request.body.raw)).toMatchObject({ name: 'Zoë' })
  })

  it('of 5 MB is read', async () => {
    const cwd = emptyFolder()
    const paths = Object.fromEntries(
      Array.from({ length: 5000 }, (_, n) => [
        `/v1/p${n}`,
        { get: { summary: `Operation ${n} ${'x'.repeat(900)}`, responses: {} } },
      ]),
    )
    writeFileSync(join(cwd, 'api.json'), JSON.stringify({ ...circular, paths }))
    const { status, stderr } = await run(
      ['generate', 'postman', 'inqud', '--out', '.', '--openapi', 'api.json'],
      { cwd },
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  it.each([
    ['nothing there', undefined, /there is no file/],
    ['no OpenAPI', 'hello', /cannot be read as OpenAPI|names no operation/],
    ['empty', '', /cannot be read as OpenAPI|names no operation/],
    [
      'a reference to nowhere',
      JSON.stringify({ ...circular, paths: { '/x': { $ref: 'https://evil.test/x.yaml' } } }),
      /cannot be read as OpenAPI|names no operation/,
    ],
  ])('%s is explained', async (_what, text, message) => {
    const cwd = emptyFolder()
    if (text !== undefined) writeFileSync(join(cwd, 'api.json'), text)
    const { status, stderr } = await run(
      ['generate', 'postman', 'inqud', '--out', '.', '--openapi', 'api.json'],
      { cwd },
    )
    expect(status).toBe(1)
    expect(stderr).toMatch(message)
  })
})
