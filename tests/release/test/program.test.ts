import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { programOf } from '../../../tools/program.mjs'

// CVE-2024-27980: Node starts no .cmd without a shell. DEP0190: with a shell, it takes no words.
it('starts what is a script on Windows through its shell, with every word in quotes', () => {
  expect(programOf('npm', ['install', '--prefix', 'C:\\a b\\'], 'win32')).toEqual({
    file: 'npm "install" "--prefix" "C:\\a b\\\\"',
    words: [],
    shell: true,
  })
  expect(programOf('git', ['status'], 'win32')).toEqual({ file: 'git', words: ['status'], shell: false })
})

it('no script of a package.json needs a POSIX shell', () => {
  const root = new URL('../../../', import.meta.url)
  const tracked = execFileSync('git', ['ls-files', '*package.json'], { cwd: root, encoding: 'utf8' })
  const scripts = tracked.split('\n').flatMap((path) => {
    const { scripts = {} } = path === '' ? {} : JSON.parse(readFileSync(new URL(path, root), 'utf8'))
    return Object.entries<string>(scripts).map(([name, script]) => `${path}, ${name}: ${script}`)
  })
  expect(scripts.length).toBeGreaterThan(100)
  expect(scripts.filter((one) => /['$;`\\]|\brm |\bcp |\bmkdir |[:&] \w+=/.test(one))).toEqual([])
})

it('a clone on Windows has the line ends of the repository', () => {
  const folder = `${mkdtempSync(join(tmpdir(), 'countersign-checkout-'))}/`
  const words = ['-c', 'core.autocrlf=true', 'checkout-index', `--prefix=${folder}`, 'package.json']
  execFileSync('git', words, { cwd: fileURLToPath(new URL('../../../', import.meta.url)) })
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).not.toContain('\r')
})
