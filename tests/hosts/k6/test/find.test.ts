import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'countersign-find-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What is found where the k6 of the PATH says that it is of some version. */
function found(version: string): unknown {
  const k6 = join(folder, 'k6')
  writeFileSync(k6, `#!/bin/sh\necho 'k6 v${version} (go1.26.8, linux/amd64)'\n`)
  chmodSync(k6, 0o755)
  const code =
    "import('@countersign/tools-k6').then(({ findK6 }) => console.log(JSON.stringify([findK6(2), findK6(1)])))"
  const PATH = [folder, dirname(process.execPath), '/bin', '/usr/bin'].join(':')
  const env = { PATH }
  return JSON.parse(
    execFileSync(process.execPath, ['-e', code], { cwd: import.meta.dirname, env, encoding: 'utf8' }),
  )
}

// Without a k6 of its own the list holds null, or the path of the built one.
it.skipIf(process.platform === 'win32').each([
  ['2.2.0', 2],
  ['2.10.1', 2],
  ['1.8.1', 1],
  ['1.9.0', 1],
  ['2.1.9', 0],
  ['1.8.0', 0],
  ['0.57.0', 0],
  ['3.0.0', 0],
])('k6 %s on the PATH stands for major %i', (version, major) => {
  const [two, one] = found(version) as [unknown, unknown]
  expect([two === 'k6', one === 'k6']).toEqual([major === 2, major === 1])
})
