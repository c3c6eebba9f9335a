import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { type AnyProvider, providers } from '@countersign/core'
import type { Sandbox } from '@countersign/sandbox'
import { main } from 'countersign'
import { afterAll, expect } from 'vitest'
import { stringify } from 'yaml'

const folder = mkdtempSync(join(tmpdir(), 'countersign-generated-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
export const temporary = (name: string) => mkdtempSync(join(folder, `${name}-`))

export const ids = providers.map(({ id }) => id)

/** All in `test:long`, else one: what differs between providers is sent by Insomnia's code, which starts at once. */
export const someIds = process.env.MODE === 'long' ? ids : ids.filter((id) => id === 'inqud')

/** Runs `countersign generate insomnia --plugin` into the plugins of an app, and gives the app's data folder. */
export async function pluginInstalled(): Promise<string> {
  const data = temporary('insomnia')
  await run(['generate', 'insomnia', '--plugin', join(data, 'plugins', 'insomnia-plugin-countersign')])
  return data
}

/** Runs `countersign generate` and gives the folder that it wrote into. */
export async function generated(tool: string, id?: string, openapi?: string): Promise<string> {
  const out = temporary(tool)
  const file = openapi === undefined ? [] : ['--openapi', openapi]
  await run(['generate', tool, ...(id ? [id] : []), ...file, '--out', out])
  return out
}

async function run(words: readonly string[]): Promise<void> {
  const said = new PassThrough()
  const io = { env: {}, stdin: new PassThrough(), stdout: new PassThrough(), stderr: said }
  const status = await main(words, io)
  expect([status, String(said.read() ?? '')]).toEqual([0, ''])
}

/** An OpenAPI file for a provider: parameters, a schema in circles, and texts that tools would take for their own. */
export function openapiFile(id: string): string {
  const { baseUrl } = providers.find((one) => one.id === id) as AnyProvider
  const json = (media: object) => ({ requestBody: { content: { 'application/json': media } } })
  const page = { name: 'page', in: 'query', required: true, schema: { type: 'integer', default: 2 } }
  const filter = { name: 'filter', in: 'query', required: true, example: "Zoë & {co}'s" }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    servers: [{ url: `${baseUrl}/{version}`, variables: { version: { default: 'v1' } } }],
    paths: {
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, example: 'a/b c' }],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: JavaScript would take it for its own
        get: { summary: "Read Zoë's {{thing}} {% and %} `more` ${than} */ that", parameters: [page, filter] },
        put: { operationId: 'putThing', ...json({ schema: { $ref: '#/components/schemas/Thing' } }) },
      },
      '/things': {
        post: json({ example: { text: "Zoë\u2028 {{INQUD_TOKEN_SECRET}} {% now %} {# 1 #} '\\" } }),
      },
    },
    components: {
      schemas: {
        Thing: {
          type: 'object',
          properties: {
            name: { type: 'string', example: 'Zoë' },
            parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
          },
        },
      },
    },
  }
  const file = join(folder, `${id}.openapi.yaml`)
  writeFileSync(file, stringify(document))
  return file
}

/** What arrives of such a file's operations, in their order. */
const OPERATIONS = [
  ['GET', "/v1/things/a%2Fb%20c?page=2&filter=Zoë & {co}'s"],
  ['PUT', '/v1/things/a%2Fb%20c'],
  ['POST', '/v1/things'],
]

/** Whether a tool sent the operations, all of them accepted, as the server reads them. */
export function expectOperations({ requests }: Sandbox, id: string): void {
  const own = requests.filter(({ provider, token }) => provider === id && !token)
  const seen = own.map(({ method, path }) => [method, read(path)])
  expect(seen).toEqual(OPERATIONS)
  expect(own.filter(({ accepted }) => !accepted)).toEqual([])
}

/** Each tool encodes some letters of a query that need not be; what they mean is the same. */
function read(path: string): string {
  const [before, query] = path.split('?')
  return query === undefined ? path : `${before}?${query.split('&').map(decodeURIComponent).join('&')}`
}

/** Whether a provider's own examples came, and all were accepted. */
export function expectExamples({ requests }: Sandbox, id: string): void {
  const { examples = [] } = providers.find((one) => one.id === id) as AnyProvider
  const own = requests.filter(({ provider }) => provider === id)
  for (const { method, path } of examples.filter(({ asksForToken }) => !asksForToken)) {
    expect(own.map((one) => `${one.method} ${one.path}`)).toContain(`${method} ${path}`)
  }
  expect(own.filter(({ accepted }) => !accepted)).toEqual([])
}
