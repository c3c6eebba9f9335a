import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { providers } from '@countersign/core'
import { describe, expect, it } from 'vitest'

const here = new URL('../', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, here), 'utf8')
const sources = readdirSync(here).filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))

it.each([
  ['script/countersign.js', 'extension.js'],
  ['index.d.ts', 'countersign.d.ts'],
])('has %s as it is built today (pnpm --filter @countersign/xk6 script)', (committed, name) => {
  const built = readFileSync(
    new URL(`dist/${name}`, import.meta.resolve('@countersign/k6/package.json')),
    'utf8',
  )
  expect(read(committed) === built, `${committed} is stale`).toBe(true)
})

it('holds no provider logic: no Go file but a test names one', () => {
  expect(sources.length).toBeGreaterThan(5)
  for (const source of sources)
    for (const { id, name } of providers)
      expect(read(source).toLowerCase()).not.toMatch(`${id}|${name.toLowerCase()}`)
})

const go = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync('go', words, { cwd: fileURLToPath(here), encoding: 'utf8' })
  // With an empty module cache, Go lists what it downloads.
  return { status, text: `${stdout}${stderr}`.replace(/^go: downloading .*\n/gm, '') }
}
const hasGo = spawnSync('go', ['version']).status === 0
if (!hasGo) console.warn('Go is not installed: the extension is not compiled and its Go tests do not run.')

it('finds Go in CI', () => {
  expect(hasGo || !process.env.CI).toBe(true)
})

describe.runIf(hasGo)('in Go', () => {
  it('is formatted and vetted', () => {
    const { stdout } = spawnSync('gofmt', ['-l', '.'], { cwd: fileURLToPath(here), encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(go('vet', './...')).toEqual({ status: 0, text: '' })
  })

  it('passes its tests', () => {
    const { status, text } = go('test', '-count=1', './...')
    expect(status, text).toBe(0)
    expect(text).toMatch(/^ok\s/m)
  })
})
