// `pnpm cli:install [--prefix DIR]`: builds the command line, packs it with all packages of ours that it needs, and has
// npm install the archive, globally or below DIR. npm asks its registry only for the packages of others.

import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, delimiter, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { programOf, withoutPnpm } from './program.mjs'
import { build } from './turbo.mjs'

const WINDOWS = process.platform === 'win32'
const { INIT_CWD = '.' } = process.env

function prefixIn(args) {
  const options = { prefix: { type: 'string' } }
  const { prefix } = parseArgs({ args: args.filter((word) => word !== '--'), options }).values
  if (prefix?.trim() === '') throw new Error('--prefix takes a folder, as in --prefix ~/.local')
  // No shell expands it in --prefix=~/.local.
  return prefix === undefined ? undefined : resolve(INIT_CWD, prefix.replace(/^~(?=$|[\\/])/, homedir()))
}

/** Before anything is built: npm says so after minutes, and not what to do. */
function checkWritable(prefix) {
  const folder = prefix ?? globalPrefix()
  const places = WINDOWS ? ['.', 'node_modules'] : ['bin', 'lib/node_modules']
  for (const place of places.map((name) => existing(join(folder, name))))
    if (!isWritable(place))
      throw new Error(`${place} cannot be written. Add --prefix DIR with a folder that is yours.`)
}

const existing = (path) => (existsSync(path) ? path : existing(dirname(path)))

function isWritable(path) {
  try {
    accessSync(path, constants.W_OK)
    return statSync(path).isDirectory()
  } catch {
    return false
  }
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
  throw new Error('npm did not install it; the reason is above. Mend that, then run this again.')
}

const globalPrefix = () => npm(['prefix', '--global'], 'pipe').stdout.trim()

function binOf(prefix) {
  const at = prefix ?? globalPrefix()
  return WINDOWS ? at : join(at, 'bin')
}

/** Where the shell finds a program; pnpm puts folders of its own in front for the time of a script. */
const foundOnPath = (program) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !/node_modules[\\/]\.bin$/.test(folder))
    .map((folder) => join(resolve(folder), program))
    .find((path) => existsSync(path))

function tell(prefix) {
  const bin = binOf(prefix)
  const program = join(bin, WINDOWS ? 'countersign.cmd' : 'countersign')
  console.log(`Installed: ${program}`)
  const found = foundOnPath(basename(program))
  if (found === program) return console.log('Type: countersign --help')
  const line = WINDOWS ? `$env:Path = "${bin};$env:Path"` : `export PATH="${bin}:$PATH"`
  const why = found
    ? `Another one comes first on your PATH: ${found}.`
    : 'That folder is not on your PATH yet.'
  console.log(`${why} Type:\n  ${line}\n  countersign --help`)
}

const scratch = mkdtempSync(join(tmpdir(), 'countersign-install-'))
try {
  const prefix = prefixIn(process.argv.slice(2))
  checkWritable(prefix)
  build('--filter=countersign')
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
