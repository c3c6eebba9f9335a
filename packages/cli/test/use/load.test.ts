import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Used } from '../../src/use/index.js'
import { emptyFolder } from '../run.js'

const provider = (id: string, setting = 'apiKey') => `
import { defineProvider } from '@countersign/core'
export default defineProvider({
  id: '${id}',
  name: 'One of mine',
  hosts: ['${id}.example'],
  settings: [{ name: '${setting}', about: 'a key', required: true, secret: true, kind: 'text' }],
  setup: () => ({}),
  sign: () => ({ headers: {} }),
})
`

const folder = emptyFolder()
let files = 0

function written(text: string): string {
  const path = join(folder, `acme${files++}.ts`)
  writeFileSync(path, text)
  return path
}

/** What each of some lists of files gives, or why it is refused, from the built program: a test runner loads modules by its own rules. */
function loaded(lists: readonly (readonly string[])[]): Promise<readonly (Used[] | string)[]> {
  const module = new URL('../../dist/use/index.js', import.meta.url).href
  const script = `const { loadUsed } = await import(${JSON.stringify(module)})
    const load = (files) => loadUsed(files).catch(({ message }) => message)
    console.log(JSON.stringify(await Promise.all(${JSON.stringify(lists)}.map(load))))`
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], { cwd: folder }, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout)),
    )
  })
}

const REFUSED: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  ['a file without a default export', 'export const a = 1', /acme\d+\.ts has no default export/],
  ['a promise', `export default Promise.resolve({})`, /acme\d+\.ts exports a promise/],
  ['a list with a promise', `export default [Promise.resolve({})]`, /acme\d+\.ts exports a promise/],
  ['an empty list', 'export default []', /empty/],
  ['vectors that are no list', `${provider('vectors')}\nexport const vectors = {}`, /vectors must be a list/],
  ['a vector that is nothing', `${provider('vectors')}\nexport const vectors = [null]`, /vector 1 must be/],
  [
    'what is not a provider',
    `export default { id: 'acme', name: 'A' }`,
    /acme\d+\.ts: .*"acme".*setup is missing/,
  ],
  ['a file that throws', `const a = 1\nthrow new Error('boom')`, /acme\d+\.ts:2: .*boom/],
  ['a provider that is refused where it is written', provider('Acme'), /acme\d+\.ts:\d+: .*lower-case/],
  ['a syntax error', 'export default {\n  id: "acme",,\n}', /acme\d+\.ts:2:14: /],
  ['a package that is missing', `import x from 'no-such-package'\nexport default x`, /"no-such-package"/],
  ['a file that is missing', `import x from './nowhere'\nexport default x`, /\.\/nowhere/],
  ["one of Countersign's ids", provider('inqud'), /Two providers have the id "inqud".*acme\d+\.ts/],
  [
    'a setting with the name of another',
    provider('imburse-private', 'key'),
    /imburse.*imburse-private.*IMBURSE_PRIVATE_KEY/,
  ],
  ['a setting with the name of a file of another', provider('inqud-token-id', 'file'), /INQUD_TOKEN_ID_FILE/],
  ['a name of Countersign itself', provider('countersign-tokens', 'secret'), /COUNTERSIGN_TOKENS_SECRET/],
  [
    'two of one prefix',
    `import { defineProvider } from '@countersign/core'
    export default ['my-api', 'my_api'].map((id) => defineProvider({ id, name: id, hosts: [], settings: [], setup: () => ({}), sign: () => ({}) }))`,
    /"my-api".*"my_api".*MY_API_HOSTS/,
  ],
]

test('what cannot be used is refused in one line', async () => {
  const all = await loaded(REFUSED.map(([, text]) => [written(text)]))
  REFUSED.forEach(([what, , message], at) => {
    expect(all[at], what).toMatch(message)
    expect(all[at], what).not.toContain('\n')
  })
})

test('a file that does not exist, and one of another kind', async () => {
  const other = join(folder, 'notes.txt')
  writeFileSync(other, '')
  const [missing, unknown] = await loaded([['nowhere.ts'], [other]])
  expect(missing).toBe('--use names nowhere.ts, and there is no such file.')
  expect(unknown).toMatch(/neither code nor a definition/)
})

test('one file named twice is loaded once; a list has a place for each', async () => {
  const text = `${provider('one').replace('export default', 'const one =')}
    export default [one, { ...one, id: 'two', hosts: ['two.example'] }]
    const request = { method: 'GET', url: 'https://two.example/v1' }
    export const vectors = [{ settings: { apiKey: 'k' }, request, steps: { signature: 'x' } }]`
  const file = written(text)
  const [used] = await loaded([[file, file]])
  expect((used as Used[]).map(({ provider: { id }, vectors, at }) => [id, vectors.length, at])).toEqual([
    ['one', 0, 0],
    ['two', 1, 1],
  ])
})

test('CommonJS is read, too', async () => {
  const path = join(folder, 'common.cjs')
  writeFileSync(
    path,
    `require('@countersign/core').defineProvider(module.exports = { id: 'common', name: 'C', hosts: [], settings: [], setup() {}, sign: () => ({}) })`,
  )
  const [used] = await loaded([[path]])
  expect((used as Used[]).map(({ provider }) => provider.id)).toEqual(['common'])
})
