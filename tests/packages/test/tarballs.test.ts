import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, inject, it } from 'vitest'
import { packages } from './packages.js'

// ES modules alone: Node 20.19 loads them by require too. TypeScript's "node10" reads no `exports`, and before 5.8 it
// does not know that require takes them. https://github.com/arethetypeswrong/arethetypeswrong.github.io#profiles
const ESM_ONLY = ['NoResolution', 'CJSResolvesToESM']

it.each(inject('tarballs').map((path) => [path.replace(/^.*[\\/]/, ''), path]))(
  '%s: publint and arethetypeswrong find nothing',
  async (_name, path) => {
    const bytes = new Uint8Array(readFileSync(path as string))
    const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
    const checked = await checkPackage(createPackageFromTarballData(bytes))
    const problems = checked.types === false ? ['it has no types'] : checked.problems
    expect(
      problems.filter((one) => {
        if (typeof one === 'string' || !ESM_ONLY.includes(one.kind)) return true
        return !('resolutionKind' in one) || !['node10', 'node16-cjs'].includes(one.resolutionKind)
      }),
    ).toEqual([])
  },
)

const root = fileURLToPath(new URL('../../../', import.meta.url))
const license = readFileSync(join(root, 'LICENSE'), 'utf8')

describe.each(packages)('the tarball of $name', ({ folder, manifest, files, name }) => {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')

  it('holds what its package.json names, and nothing that only this repository needs', () => {
    const pathsIn = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(pathsIn)
    const named = pathsIn([manifest.exports, manifest.bin, manifest.man, manifest.main])
    expect(named.map((path) => path.replace('./', '')).filter((path) => !files.includes(path))).toEqual([])
    expect(Object.keys(manifest.exports).filter((key) => key.includes('*'))).toEqual([])
    const ofOurs =
      /^(tests?|src|bench)\/|\.(test|spec)\.|\.map$|tsconfig|vitest|\.tsbuildinfo$|\.log$|(^|\/)[\w-]*-?build\.(js|mjs|d\.ts)$|(?<!\.d)\.ts$/
    expect(files.filter((path) => ofOurs.test(path))).toEqual([])
    for (const key of ['scripts', 'devDependencies', 'private']) expect(manifest).not.toHaveProperty(key)
  })

  it('says what it is, what it needs and how it is licensed', () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/^[A-Z].*\.$/),
      license: 'MIT',
      keywords: expect.arrayContaining([expect.any(String)]),
      // Insomnia installs its plugins with the Node that is in it, which may be an old one.
      engines: { node: name === 'insomnia-plugin-countersign' ? '*' : '>=20.19' },
    })
    expect(read('LICENSE')).toBe(license)
    // What npm shows on its page.
    expect(read('README.md')).toMatch(/^# .+\n\n\S/)
    for (const range of Object.values(manifest.dependencies ?? {})) expect(range).toMatch(/^[\^~]?\d/)
  })

  it('holds no path of the machine that built it', () => {
    const paths = [root, homedir().length > 1 ? `${homedir()}/` : root]
    const texts = files.filter((path) => /\.(m?js|ts|mts|json|txt|md|html|css|1|go)$/.test(path))
    expect(texts.filter((path) => paths.some((one) => read(path).includes(one)))).toEqual([])
  })
})

it.each([
  ['@countersign/postman', 'dist/THIRD-PARTY.txt', ['@noble/ciphers', '@noble/hashes']],
  [
    'insomnia-plugin-countersign',
    'dist/THIRD-PARTY.txt',
    ['@noble/ciphers', '@noble/hashes', 'rolldown', 'yaml'],
  ],
  ['@countersign/page', 'dist/client/THIRD-PARTY.txt', ['preact']],
])('%s brings the licences of what is bundled in it', (name, path, bundled) => {
  const one = packages.find((each) => each.name === name)
  const text = readFileSync(join(one?.folder ?? '', path), 'utf8')
  const headings = [...text.matchAll(/^-{72}\n(\S+) [\d.]+ \((?:MIT|ISC)\)$/gm)]
  expect(headings.map(([, each]) => each)).toEqual(bundled)
  expect(text.match(/^Permission (is hereby granted|to use)/gm)).toHaveLength(bundled.length)
})
