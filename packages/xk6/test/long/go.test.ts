import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const project = fileURLToPath(new URL('../../../../', import.meta.url))
const extension = join(project, 'packages/xk6')
const textOf = (path: string) => readFileSync(join(project, path), 'utf8')
const scratch = mkdtempSync(join(tmpdir(), 'countersign-xk6-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function run(command: string, words: readonly string[], cwd: string, env: object = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status, text: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` }
}

/** A tool of Go, installed into a folder of this run; why it cannot be had otherwise. */
function installed(name: string, at: string): { readonly file: string } | { readonly missing: string } {
  const { status, text } = run('go', ['install', at], scratch, { GOBIN: scratch })
  return status === 0
    ? { file: join(scratch, name) }
    : { missing: `${at} cannot be installed: ${text.trim()}` }
}

/** The files of the project that git knows, below these paths. */
function copied(to: string, paths: readonly string[]): string {
  const folder = join(scratch, to)
  const { stdout } = spawnSync('git', ['ls-files', '-z', ...paths], { cwd: project, encoding: 'utf8' })
  for (const file of stdout.split('\0').filter(Boolean)) cpSync(join(project, file), join(folder, file))
  return folder
}

it('passes its tests under the race detector', () => {
  const { status, text } = run('go', ['test', '-race', '-count=1', './...'], extension)
  expect(status, text).toBe(0)
})

const fuzzed = [...readFileSync(join(extension, 'native_test.go'), 'utf8').matchAll(/^func (Fuzz\w+)/gm)]
it.each(fuzzed.map(([, name = '']) => name))('%s: a minute of inputs that nobody thought of', (name) => {
  const { status, text } = run(
    'go',
    ['test', '-run', '^$', '-fuzz', `^${name}$`, '-fuzztime', '60s'],
    extension,
  )
  expect(status, text).toBe(0)
})

it('has no known vulnerability that it calls, if the database can be reached', ({ skip }) => {
  const tool = installed('govulncheck', 'golang.org/x/vuln/cmd/govulncheck@v1.1.4')
  if ('missing' in tool) return skip(`SKIPPED: ${tool.missing}`)
  const { status, text } = run(tool.file, ['./...'], extension)
  if (text.includes('fetching vulnerabilities')) return skip(`SKIPPED: ${text.trim()}`)
  expect(status, text).toBe(0)
})

// `smoke` fails on k6 2.2.0 itself; `vulnerability` asks the network; `security` needs gosec, and is left to those who have it.
const NOT_HERE = ['smoke', 'vulnerability']

it("is clean by xk6's linter, in a repository of its own", ({ skip }) => {
  const tool = process.env.COUNTERSIGN_XK6
    ? { file: process.env.COUNTERSIGN_XK6 }
    : installed('xk6', 'go.k6.io/xk6@v1.4.9')
  if ('missing' in tool) {
    console.warn(`SKIPPED: xk6 lint. ${tool.missing} Name a built xk6 1.4.9 in COUNTERSIGN_XK6.`)
    return skip(tool.missing)
  }
  const folder = join(copied('split', ['packages/xk6']), 'packages/xk6')
  const as = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']
  for (const words of [
    ['init', '-q'],
    ['add', '-A'],
    [...as, 'commit', '-qm', 'split'],
    ['tag', 'v0.1.0'],
  ])
    expect(run('git', words, folder).status).toBe(0)
  const hasGosec = run('gosec', ['--version'], folder).status === 0
  if (!hasGosec) console.warn('SKIPPED: the check "security" of xk6 lint. gosec is not installed.')
  const disabled = [...NOT_HERE, ...(hasGosec ? [] : ['security'])].join(',')
  const words = ['lint', '--preset', 'strict', '--disable', disabled, '--k6-version', 'v2.2.0', '.']
  const { status, text } = run(tool.file, words, folder)
  expect(status, text).toBe(0)
})

it('is renamed by one command, and builds under its new name', () => {
  const folder = copied('renamed', [
    'packages/xk6',
    'tools',
    'docs',
    'README.md',
    'packages/k6',
    'release.config.json',
  ])
  const path = 'github.com/someone-else/xk6-signing'
  // The script that docs/releasing.md names, without pnpm: the copy has no packages.
  const [, script = ''] = /pnpm@12\.21\.0 (xk6:path) HOST/.exec(textOf('docs/releasing.md')) ?? []
  const [program = '', ...words] = JSON.parse(textOf('package.json')).scripts[script].split(' ')
  const { status, text } = run(program, [...words, path], folder)
  expect(status, text).toBe(0)
  expect(run('grep', ['-rn', 'countersign.example/xk6', '.'], folder).text).toBe('')
  const built = run(
    'go',
    ['build', '-o', join(scratch, 'renamed-k6'), '.'],
    join(folder, 'tools/k6-extension'),
  )
  expect(built.status, built.text).toBe(0)
  expect(run(join(scratch, 'renamed-k6'), ['version'], scratch).text).toContain(path)
})
