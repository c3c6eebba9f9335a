// `pnpm cli:install [--prefix DIR]`: builds the command line, packs it with all packages of ours that it needs, and has
// npm install the archive, globally or below DIR. npm asks its registry only for the packages of others.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { programOf, withoutPnpm } from './program.mjs'
import { turbo } from './turbo.mjs'

const WINDOWS = process.platform === 'win32'
const { INIT_CWD = '.' } = process.env

function prefixIn(args) {
  const options = { prefix: { type: 'string' } }
  const { prefix } = parseArgs({ args: args.filter((word) => word !== '--'), options }).values
  return prefix === undefined ? undefined : resolve(INIT_CWD, prefix)
}

function build() {
  const root = fileURLToPath(new URL('../', import.meta.url))
  process.chdir(root)
  console.log('Building …')
  const { status, stdout, stderr } = turbo(
    ['run', 'build', '--filter=countersign', '--ui=stream', '--output-logs=errors-only'],
    'pipe',
  )
  if (status !== 0) throw new Error(`${stdout}${stderr}The build failed; the reason is above.`)
}

function npm(given, stdio = 'inherit') {
  const { file, words, shell } = programOf('npm', given)
  // A newer npm is nothing to tell whoever installs this.
  const env = { ...withoutPnpm(), npm_config_update_notifier: 'false' }
  return spawnSync(file, words, { stdio, shell, env, encoding: 'utf8' })
}

function install(archive, prefix) {
  console.log(prefix ? `Installing into ${prefix} …` : 'Installing globally …')
  const words = ['install', '--global', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
  const { status } = npm([...words, ...(prefix ? ['--prefix', prefix] : []), archive])
  if (status === 0) return
  const advice = prefix ? '' : ' If the folder is not yours to write, add --prefix DIR with one that is.'
  throw new Error(`npm did not install it; the reason is above.${advice}`)
}

function binOf(prefix) {
  const at = prefix ?? npm(['prefix', '--global'], 'pipe').stdout.trim()
  return WINDOWS ? at : join(at, 'bin')
}

const isOnPath = (folder) =>
  (process.env.PATH ?? '').split(WINDOWS ? ';' : ':').some((one) => resolve(one) === folder)

function tell(prefix) {
  const bin = binOf(prefix)
  console.log(`Installed: ${join(bin, WINDOWS ? 'countersign.cmd' : 'countersign')}`)
  if (isOnPath(bin)) return console.log('Type: countersign --help')
  const line = WINDOWS ? `$env:Path = "${bin};$env:Path"` : `export PATH="${bin}:$PATH"`
  console.log(`That folder is not on your PATH yet. Type:\n  ${line}\n  countersign --help`)
}

const scratch = mkdtempSync(join(tmpdir(), 'countersign-install-'))
try {
  const prefix = prefixIn(process.argv.slice(2))
  build()
  const { standalone } = await import('../packages/cli/dist/standalone/index.js')
  const { name, bytes } = standalone()
  writeFileSync(join(scratch, name), bytes)
  install(join(scratch, name), prefix)
  tell(prefix)
} catch (thrown) {
  console.error(thrown.message)
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
