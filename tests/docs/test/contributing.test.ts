import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pages, root } from './pages.js'

/** The folders that git knows: those of the root, and each package or kind of test by itself. */
function folders(): string[] {
  const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')
  const found = files.flatMap((file) => {
    const [top = '', second, third] = file.split('/')
    if (second === undefined || top.startsWith('.')) return []
    return third !== undefined && (top === 'packages' || top === 'tests') ? [`${top}/${second}`] : [top]
  })
  return [...new Set(found)].filter((folder) => folder !== 'packages' && folder !== 'tests')
}

it('docs/contributing.md has a row for each folder', () => {
  const [, table = ''] =
    /## What each folder is\n([\s\S]*?)\n## /.exec(pages.get('docs/contributing.md') ?? '') ?? []
  const named = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  )
  for (const folder of folders()) expect(named).toContain(folder)
})

/** `packages/{a,b}/ID.ts` as the paths that it stands for, with a provider and a tool that are there. */
function expanded(path: string): string[] {
  const [, before = '', names = '', after = ''] = /^(.*?)\{(.*?)\}(.*)$/.exec(path) ?? ['', path]
  return names
    .split(',')
    .map((name) => `${before}${name}${after}`.replace('ID', 'inqud').replace('TOOL', 'k6'))
}

it('docs/contributing.md names files that are there', () => {
  const text = pages.get('docs/contributing.md') ?? ''
  const named = [...text.matchAll(/`((?:packages|tests|docs|demo|tools|definitions)\/[\w./{},-]+)`/g)]
  const paths = named.flatMap(([, path = '']) => expanded(path))
  expect(paths.length).toBeGreaterThan(40)
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

/** Each page that a test reads, with the configuration that says when the tests beside it run again. */
function readPages(): { test: string; page: string; inputs: readonly string[] }[] {
  const tests = execFileSync('git', ['ls-files', '*.test.ts'], { cwd: root, encoding: 'utf8' }).split('\n')
  return tests
    .filter((test) => test !== '' && !test.includes('/long/'))
    .flatMap((test) => {
      const named = [...readFileSync(root + test, 'utf8').matchAll(/'(?:\.\.\/)+(docs\/[\w/-]+\.md)'/g)]
      const config = `${root}${test.replace(/\/test\/.*/, '')}/turbo.json`
      const inputs = existsSync(config) ? JSON.parse(readFileSync(config, 'utf8')).tasks.test?.inputs : []
      return named.map(([, page = '']) => ({ test, page, inputs: inputs ?? [] }))
    })
}

it('a test that reads a page runs again when the page changes', () => {
  const all = readPages()
  expect(all.length).toBeGreaterThan(5)
  const isInput = (page: string) => (input: string) =>
    [`$TURBO_ROOT$/${page}`, '$TURBO_ROOT$/docs/**'].includes(input)
  expect(all.filter(({ page, inputs }) => !inputs.some(isInput(page))).map(({ test }) => test)).toEqual([])
})
