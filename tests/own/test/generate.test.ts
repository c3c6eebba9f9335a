import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { run as runPostman } from '../../hosts/postman/test/runners.js'
import { type BinanceServer, startBinance } from './binance-server.js'
import { countersign, type Own, ownIn, spawned } from './own.js'

let server: BinanceServer
let own: Own
beforeAll(async () => {
  server = await startBinance('a-key', 'a-secret')
  own = ownIn('binance.ts', 'binance', { apiKey: 'a-key', secretKey: 'a-secret' }, server.origin)
  writeFileSync(join(own.folder, 'openapi.yaml'), stringify(OPENAPI))
})
afterEach(() => void server.seen.splice(0))
afterAll(() => server?.close())

const OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'Binance', version: '1' },
  servers: [{ url: 'https://api.binance.com/api' }],
  paths: {
    '/v3/openOrders': {
      get: {
        summary: 'Open orders',
        parameters: [{ name: 'symbol', in: 'query', required: true, example: 'LTCBTC' }],
      },
      delete: { summary: 'Cancel them' },
    },
  },
}
/** What the operations of that file become. */
const SEEN = ['GET', 'DELETE'].map((method) => ({ method, path: '/api/v3/openOrders', code: 0 }))

async function generated(tool: string, ...more: readonly string[]): Promise<string> {
  const out = ['generated', tool, ...more.filter((word) => word.startsWith('--ext'))].join('')
  const words = ['generate', tool, 'binance', '--use', own.file, '--openapi', 'openapi.yaml', '--out', out]
  const { code, text } = await countersign([...words, ...more], own.folder)
  expect({ code, text }).toMatchObject({ code: 0 })
  return join(own.folder, out)
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')

describe("generate, for a provider of one's own with the operations of an OpenAPI file", () => {
  it('newman: the collection signs', async () => {
    const folder = await generated('newman')
    const collection = JSON.parse(read(folder, 'binance.postman_collection.json'))
    const { code, text } = await runPostman('newman', collection, {
      env: { ...own.env, baseUrl: own.origin },
    })
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(server.seen).toEqual(SEEN)
  })

  it.skipIf(!inject('k6'))('k6: the test signs', async () => {
    const env = { ...own.env, BASE_URL: own.origin, K6_VUS: '1', K6_ITERATIONS: '1' }
    const folder = await generated('k6')
    const { code, text } = await spawned(inject('k6'), ['run', '--address', '', 'binance.k6.ts'], folder, env)
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(server.seen).toEqual(SEEN)
  })

  it.skipIf(!inject('extension'))('k6 --extension: the test signs', async () => {
    const env = { ...own.env, BASE_URL: own.origin, K6_VUS: '1', K6_ITERATIONS: '1' }
    const folder = await generated('k6', '--extension')
    const { code, text } = await spawned(
      inject('extension'),
      ['run', '--address', '', 'binance.k6.js'],
      folder,
      env,
    )
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(server.seen).toEqual(SEEN)
  })

  it('insomnia: its own plugin signs the workspace', async () => {
    const folder = await generated('insomnia')
    const { collection } = parse(read(folder, 'binance.insomnia.yaml'))
    expect(collection.map(({ method, url }: Record<string, string>) => [method, url])).toEqual([
      ['GET', '{{ _.baseUrl }}/api/v3/openOrders?symbol=LTCBTC'],
      ['DELETE', '{{ _.baseUrl }}/api/v3/openOrders'],
    ])
    expect(collection[0].meta.description).toContain('insomnia-plugin-binance')
    expect(JSON.parse(read(folder, 'insomnia-plugin-binance/package.json')).insomnia.permissions).toEqual({
      modules: ['crypto'],
      capabilities: ['app'],
    })
    expect(read(folder, 'binance.pre-request.js')).toContain('X-MBX-APIKEY')
  })

  it.each(['k6-operator', 'github-actions', 'postman'])(
    '%s: what it imports has the provider',
    async (tool) => {
      const folder = await generated(tool)
      const file = tool === 'postman' ? 'binance.postman_collection.json' : 'countersign.js'
      expect(read(folder, file)).toContain('X-MBX-APIKEY')
    },
  )
})

describe('what is not known is an error, and nothing is written', () => {
  it.each([
    ['a tool', ['generate', 'soapui', 'binance', '--use', 'binance.ts'], 'soapui'],
    ['a provider', ['generate', 'k6', 'binanec', '--use', 'binance.ts'], 'binanec'],
    ['a tool to build for', ['build', 'binance.ts', '--for', 'k6,soapui'], 'soapui'],
    ['a provider to add', ['build', 'binance.ts', '--for', 'k6', '--with', 'imburse,binanec'], 'binanec'],
  ])('%s', async (_what, words, name) => {
    const { code, text } = await countersign([...words, '--out', 'nothing'], own.folder)
    expect(code).toBe(2)
    expect(text).toMatch(new RegExp(`There is no (tool|provider) "${name}"`))
    expect(() => read(own.folder, 'nothing')).toThrow('ENOENT')
  })

  it('a provider that only Node could run', async () => {
    const file = join(own.folder, 'node-only.ts')
    writeFileSync(
      file,
      `import { createHmac } from 'node:crypto'\n${read(own.folder, 'binance.ts').replace("id: 'binance'", "id: 'nodeonly'").replace("host.hmac('SHA-256', settings.secretKey, [totalParams], 'hex')", "createHmac('sha256', settings.secretKey).update(totalParams).digest('hex')")}`,
    )
    for (const tool of ['postman', 'xk6']) {
      const words = ['build', 'node-only.ts', '--for', tool, '--out', 'nothing']
      const { code, text } = await countersign(words, own.folder)
      expect({ tool, code, text }).toMatchObject({ code: 1, text: expect.stringContaining('only Node has') })
    }
  })
})

it('a list of providers is built, one set for each, and no text of theirs ends a comment', async () => {
  const theirs = join(own.folder, 'node_modules/of-others')
  mkdirSync(theirs, { recursive: true })
  for (const [name, text] of Object.entries(OF_OTHERS)) writeFileSync(join(theirs, name), text)
  writeFileSync(join(own.folder, 'mac.ts'), MAC)
  writeFileSync(join(own.folder, 'two.ts'), TWO)
  const words = ['build', 'two.ts', '--for', 'postman,insomnia,k6', '--with', 'inqud', '--out', 'two tools']
  const { code, text } = await countersign(words, own.folder)
  expect({ code, text }).toMatchObject({ code: 0 })
  const folder = join(own.folder, 'two tools')
  expect(readdirSync(join(folder, 'insomnia')).sort()).toEqual([
    'inqud.insomnia.yaml',
    'insomnia-plugin-inqud',
    'insomnia-plugin-one',
    'insomnia-plugin-other',
    'one.insomnia.yaml',
    'other.insomnia.yaml',
  ])
  for (const name of ['one', 'other']) {
    for (const file of [`postman/${name}.pre-request.js`, `insomnia/insomnia-plugin-${name}/plugin.js`]) {
      expect(() => new Script(read(folder, file))).not.toThrow()
      expect(read(folder, file)).not.toContain(own.folder)
    }
  }
  expect(read(folder, 'k6/countersign.d.ts')).toContain("'one' | 'other' | 'inqud'")
  // The licences of what the provider's file imports go along, in each tool.
  for (const place of ['postman', 'insomnia/insomnia-plugin-one', 'k6'])
    expect(read(folder, `${place}/THIRD-PARTY.txt`)).toContain(
      `of-others 1.2.3 (ISC)\n\n${OF_OTHERS.LICENSE}`,
    )
})

const MAC = `import { start } from 'of-others'
import type { Data, Host } from '@countersign/core'
export const mac = (host: Host, key: string, body: Data) => host.hmac('SHA-512', key, [start('v1', ''), body], 'base64')
`
const OF_OTHERS = {
  'package.json':
    '{ "name": "of-others", "version": "1.2.3", "license": "ISC", "exports": "./index.js", "type": "module" }',
  'index.js': "export const start = (...parts) => parts.join(':')\n",
  LICENSE: 'ISC License. Copyright (c) others',
}
const TWO = `import { defineProvider } from '@countersign/core'
import { mac } from './mac'
const make = (id: string) => defineProvider<{ key: string }>({
  id, name: 'The "new" */ API', hosts: ['api.two.example'], paths: ['/' + id],
  settings: [{ name: 'key', about: 'the key */\\nof it', required: true, secret: true, kind: 'text' }],
  setup: ({ key = '' }) => ({ key }),
  sign: ({ request, settings, host }) => ({ headers: { 'X-Sig': mac(host, settings.key, request.body) } }),
})
export default [make('one'), make('other')]
`
