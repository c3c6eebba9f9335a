import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Scratch } from './scratch.js'

const clone = new Scratch()
const bin = mkdtempSync(join(tmpdir(), 'countersign-gh-'))
afterAll(() => {
  for (const folder of [clone.folder, clone.origin, bin]) rmSync(folder, { recursive: true, force: true })
})

/** What the workflow's step asks of GitHub's command line, which notes it and knows these pull requests. */
function asked(open: string): string {
  const log = join(bin, 'log')
  const script = `#!/bin/sh\necho "$@" >> '${log}'\n[ "$2" = list ] && echo '${open}'\nexit 0\n`
  writeFileSync(log, '')
  writeFileSync(join(bin, 'gh'), script, { mode: 0o755 })
  const env = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) }
  const { status, stderr } = clone.node(['tools/release/pull-request.mjs'], env)
  expect([status, stderr]).toEqual([0, ''])
  return readFileSync(log, 'utf8')
}

it('the pull request of the next version is opened, and later updated', { tags: ['posix'] }, () => {
  clone.write('CHANGELOG.md', '# Changelog\n\n## 0.1.0\n\n- News.\n')
  const opened = asked('[]')
  expect(opened).toContain(
    'pr create --head release/next --base main --title Release 0.1.0 --body Merging this',
  )
  expect(opened).toContain('\n- News.\n')
  const [subject, files] = ['%s', ''].map((format) =>
    clone.git('--git-dir', clone.origin, 'show', `--format=${format}`, '--name-only', 'release/next').trim(),
  )
  expect([subject?.split('\n')[0], files]).toEqual(['Release 0.1.0', 'CHANGELOG.md'])
  clone.git('switch', '--quiet', 'main')
  clone.write('CHANGELOG.md', '# Changelog\n\n## 0.1.0\n\n- More.\n')
  const updated = asked('[{"number":1}]')
  expect(updated).toContain('pr edit release/next --title Release 0.1.0 --body')
  expect(updated).not.toContain('pr create')
})
