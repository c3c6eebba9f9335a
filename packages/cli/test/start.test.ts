import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const bin = fileURLToPath(new URL('../bin/countersign.js', import.meta.url))
const data = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`
const HOOKS = `import { writeSync } from 'node:fs'
export async function load(url, context, next) {
  if (url.startsWith('file:')) writeSync(2, url + '\\n')
  return next(url, context)
}`
const REGISTER = `import { register } from 'node:module'; register(${JSON.stringify(data(HOOKS))})`

/** The files that a use of the program loads. */
function loadedBy(...words: string[]): string[] {
  const env = { PATH: process.env.PATH, INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'throwaway' }
  const { status, stderr } = spawnSync(process.execPath, ['--import', data(REGISTER), bin, ...words], {
    cwd: tmpdir(),
    env,
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
  return stderr.split('\n').filter((line) => line.startsWith('file:'))
}

it('--version loads nothing but what prints it', () => {
  const names = loadedBy('--version').map((url) => url.split('/').at(-1))
  expect(names).toEqual(['countersign.js', 'start.js', 'version.js'])
})

it.each([[['--help']], [['send', '--help']]])('%j loads nothing that signs', (words) => {
  const loaded = loadedBy(...words)
  expect(loaded.filter((url) => /\/(core|hosts)\/dist\//.test(url))).toEqual([])
})

it('sign loads no other command, and nothing that wraps lines outside a terminal', () => {
  const loaded = loadedBy('sign', 'GET', 'https://api.inqud.com/v1/things')
  const others = loaded.filter((url) => /\/dist\/commands\/(?!sign\/)|\/wrap-ansi\//.test(url))
  expect(others).toEqual([])
})
