// Runs turbo with its telemetry off, with all words: a script of package.json cannot set variables on every system.

import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** @returns the exit status, and the output if it is not inherited */
export function turbo(words, stdio = 'inherit') {
  const bin = createRequire(import.meta.url).resolve('turbo/bin/turbo')
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }
  return spawnSync(process.execPath, [bin, ...words], { stdio, env, encoding: 'utf8', maxBuffer: 64e6 })
}

/** Builds packages, all of them without a filter, and says nothing of it unless it fails. */
export function build(...filters) {
  process.chdir(fileURLToPath(new URL('../', import.meta.url)))
  console.log('Building …')
  const words = ['run', 'build', ...filters, '--ui=stream', '--output-logs=errors-only']
  const { status, stdout, stderr } = turbo(words, 'pipe')
  if (status !== 0) throw new Error(`${stdout}${stderr}The build failed; the reason is above.`)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = turbo(process.argv.slice(2)).status ?? 1
