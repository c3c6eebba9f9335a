import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { ran } from '../packages.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const temporary = () => mkdtempSync(join(tmpdir(), 'countersign-install-'))
const PNPM = ['-y', 'pnpm@12.21.0']
/** The command of the README that installs. */
const [, INSTALL = ''] =
  /^npx -y pnpm@12\.21\.0 (\S+)$/m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []

// Not the folder of the call: npm writes its cache there.
const HOME = temporary()

/** A script of the root, started in another folder of the repository as people do. */
const inDocs = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  ran('npx', [...PNPM, ...words], join(root, 'docs'), { HOME, npm_config_update_notifier: 'false', ...env })

async function expectInstalled(bin: string): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'))
  expect(await ran(bin, ['--version'], temporary())).toEqual({ code: 0, text: `${version}\n` })
  // It signs, and has all that it generates from.
  const cwd = temporary()
  expect(await ran(bin, ['generate', 'k6', 'inqud', '--out', '.'], cwd)).toMatchObject({ code: 0 })
  expect(existsSync(join(cwd, 'countersign.js'))).toBe(true)
}

it('cli:install --prefix DIR, seen from the folder it was called in', async () => {
  const prefix = join(temporary(), 'a folder')
  const { code, text } = await inDocs([INSTALL, '--prefix', prefix])
  expect(code, text).toBe(0)
  expect(text).toContain(`Installed: ${join(prefix, 'bin', 'countersign')}`)
  expect(text).toContain(`export PATH="${join(prefix, 'bin')}:$PATH"`)
  await expectInstalled(join(prefix, 'bin', 'countersign'))
  // Where `man` looks, beside a folder of the PATH.
  if (process.platform !== 'win32')
    expect(readFileSync(join(prefix, 'share/man/man1/countersign.1'), 'utf8')).toMatch(
      /^\.TH "COUNTERSIGN" 1/,
    )
})

it('cli:install replaces another version, again without a network, and says if another one comes first', async () => {
  const [prefix, other] = [temporary(), temporary()]
  const old = join(prefix, 'lib/node_modules/countersign')
  mkdirSync(old, { recursive: true })
  writeFileSync(join(old, 'package.json'), '{ "name": "countersign", "version": "0.0.1", "bin": "old.js" }')
  writeFileSync(join(old, 'old.js'), '')
  writeFileSync(join(other, 'countersign'), '#!/bin/sh\n', { mode: 0o755 })
  const PATH = [other, join(prefix, 'bin'), process.env.PATH].join(delimiter)
  // What it needs is in npm's cache since the test before.
  const { code, text } = await inDocs(['cli:install', '--prefix', prefix], {
    PATH,
    npm_config_offline: 'true',
  })
  expect(code, text).toBe(0)
  expect(text).toContain(
    `Another one comes first on your PATH: ${join(other, 'countersign')}. Type:\n  export PATH=`,
  )
  await expectInstalled(join(prefix, 'bin', 'countersign'))
  expect(existsSync(join(old, 'old.js'))).toBe(false)
})

it('cli:install installs globally, at the prefix of npm', async () => {
  const prefix = temporary()
  const { code, text } = await inDocs([INSTALL], {
    npm_config_prefix: prefix,
    PATH: `${join(prefix, 'bin')}:${process.env.PATH}`,
  })
  expect(code, text).toBe(0)
  expect(text).toMatch(/Type: countersign --help\n$/)
  await expectInstalled(join(prefix, 'bin', 'countersign'))
  expect(
    await ran('npm', ['uninstall', '--global', '--prefix', prefix, 'countersign'], prefix),
  ).toMatchObject({
    code: 0,
  })
  expect(existsSync(join(prefix, 'bin', 'countersign'))).toBe(false)
})

it('pnpm countersign reads files of the folder it was called in, and prints nothing of its own', async () => {
  const request = join(root, 'docs', 'try-install-test.txt')
  expect(existsSync(request)).toBe(false)
  writeFileSync(request, 'POST https://api.inqud.com/v1/x HTTP/1.1\nHost: api.inqud.com\n\n{}')
  try {
    const there = await inDocs(['countersign', 'verify', 'try-install-test.txt'])
    const direct = await ran(
      process.execPath,
      [join(root, 'packages/cli/bin/countersign.js'), 'verify', 'try-install-test.txt'],
      join(root, 'docs'),
    )
    // Each repeats the command as it was started.
    const started = 'node ../packages/cli/bin/countersign.js'
    expect(direct.text).toContain(`${started} init inqud`)
    expect(there).toEqual({
      ...direct,
      text: direct.text.replace(started, 'npx -y pnpm@12.21.0 countersign'),
    })
  } finally {
    rmSync(request)
  }
})
