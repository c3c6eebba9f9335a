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

const root = new URL('../../../', import.meta.url)

it('no script of a package.json needs a POSIX shell', () => {
  const tracked = execFileSync('git', ['ls-files', '*package.json'], { cwd: root, encoding: 'utf8' })
  const scripts = tracked.split('\n').flatMap((path) => {
    const { scripts = {} } = path === '' ? {} : JSON.parse(readFileSync(new URL(path, root), 'utf8'))
    return Object.entries<string>(scripts).map(([name, script]) => `${path}, ${name}: ${script}`)
  })
  expect(scripts.length).toBeGreaterThan(100)
  expect(scripts.filter((one) => /['$;`\\]|\brm |\bcp |\bmkdir |[:&] \w+=/.test(one))).toEqual([])
})

// vitest.shared.ts has the tag `posix`, and what a whole package says.
it('a test that needs a POSIX shell or file modes says so, and Windows skips it', () => {
  const listed = execFileSync('git', ['ls-files', '*.test.ts'], { cwd: root, encoding: 'utf8' })
  const text = (path: string) => readFileSync(new URL(path, root), 'utf8')
  const needing = listed
    .split('\n')
    .filter((path) => path !== '' && /\(\s*'(?:ba)?sh',|#!\/bin\/sh|\.mode & 0o|kill\('?SIG/.test(text(path)))
  expect(needing.length).toBeGreaterThan(10)
  const packageOf = (path: string) => path.replace(/\/(?:test|src)\/.*/, '/vitest.config.ts')
  const says = (path: string) =>
    /\bposix\b|win32|\bhas\(|test\/long\//.test(path + text(path)) ||
    /onPosix|posix\.skip/.test(text(packageOf(path)))
  expect(needing.filter((path) => !says(path))).toEqual([])
})

it('a clone on Windows has the line ends of the repository', () => {
  const folder = `${mkdtempSync(join(tmpdir(), 'countersign-checkout-'))}/`
  const words = ['-c', 'core.autocrlf=true', 'checkout-index', `--prefix=${folder}`, 'package.json']
  execFileSync('git', words, { cwd: fileURLToPath(root) })
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).not.toContain('\r')
})
