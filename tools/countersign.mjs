// `pnpm countersign …`: builds the command line, says nothing if that succeeds, and runs it in the caller's folder.

import { fileURLToPath } from 'node:url'
import { turbo } from './turbo.mjs'

process.chdir(fileURLToPath(new URL('../', import.meta.url)))
const built = turbo(
  ['run', 'build', '--filter=countersign', '--ui=stream', '--output-logs=errors-only'],
  'pipe',
)
if (built.status !== 0) {
  console.error(`${built.stdout}${built.stderr}countersign cannot be built; the reason is above.`)
  process.exit(1)
}
// pnpm starts scripts in the root, whatever folder it is called from.
const { INIT_CWD = '.' } = process.env
process.chdir(INIT_CWD)
await import('../packages/cli/bin/countersign.js')
