import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { commands, root } from '../workflows.js'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-steps-'))
afterAll(() => rmSync(scratch, { recursive: true }))

// What this test is run by; what installs globally (tests/packages does it, into a folder); what writes to GitHub or a
// registry (pull-request.test.ts runs one of these with a stand-in for gh), or asks a service that not every machine
// reaches.
const ELSEWHERE =
  /pnpm@\S+ (test|release)\b|tools\/release\/(pull-request|github-release)\.mjs|\baudit\b|govulncheck|cli:install|^countersign/

it.each(commands.filter(({ run = '' }) => !ELSEWHERE.test(run)))('$run', ({ run = '', ...step }) => {
  const output = join(scratch, 'output')
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run],
    {
      cwd: join(root, step['working-directory'] ?? '.'),
      env: { ...process.env, CI: 'true', GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: output },
      encoding: 'utf8',
    },
  )
  expect(status, stdout + stderr).toBe(0)
  if (run.includes('pending.mjs')) expect(readFileSync(output, 'utf8')).toMatch(/^pending=(true|false)$/m)
})
