import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { expect, it } from 'vitest'

const source = new URL('../src/', import.meta.url)
const files = readdirSync(source, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts'))

const ALLOWED = ['@peculiar/x509', 'jose', 'reflect-metadata', 'yaml']

/** Every way to name a module: `from`, `import 'x'`, `import('x')`, `require('x')`. */
function modules(file: string): string[] {
  // The example of a docstring imports from outside.
  const text = readFileSync(new URL(file, source), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '')
  return [...text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"`]([^'"`]+)['"`]/g)].map(
    ([, name = '']) => name,
  )
}

it.each(files)('%s imports Node, jose, and the libraries for certificates and YAML at most', (file) => {
  for (const name of modules(file)) {
    if (name.startsWith('.')) expect(new URL(name, new URL(file, source)).href).toContain(source.href)
    else if (!name.startsWith('node:')) expect(ALLOWED).toContain(name)
    else expect(builtinModules).toContain(name.slice(5).replace(/\/.*/, ''))
  }
})

it('depends on these alone', () => {
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  )
  expect(Object.keys(dependencies).sort()).toEqual(ALLOWED)
  const others = Object.keys({ ...peerDependencies, ...optionalDependencies, ...devDependencies })
  expect(others.filter((name) => name.startsWith('@countersign'))).toEqual([])
})

it('finds what it looks for', () => {
  expect(files.length).toBeGreaterThan(10)
  expect(files.flatMap(modules)).toEqual(expect.arrayContaining(['jose', 'reflect-metadata', 'node:crypto']))
})
