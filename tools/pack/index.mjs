// Packs the packages into a folder outside of the project, where nothing of it is found, and installs them there.

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { programOf } from '../program.mjs'

const execute = promisify(execFile)
function run(program, given, options) {
  const { file, words, shell } = programOf(program, given)
  return execute(file, words, { ...options, shell })
}

const project = fileURLToPath(new URL('../../', import.meta.url))
const root = join(tmpdir(), `countersign-packed-${userInfo().username}`)
const DAY = 24 * 3600 * 1000
// What a program in TypeScript installs beside packages whose types name Node's or k6's.
const TYPES = ['@types/node@20.19.43', '@types/k6@2.3.0']

export async function pack() {
  mkdirSync(root, { recursive: true, mode: 0o700 })
  const fresh = mkdtempSync(join(root, 'new-'))
  const tarballs = await packInto(fresh)
  const folder = join(root, fingerprint(tarballs))
  const installed = join(folder, 'installed')
  if (existsSync(join(folder, 'done'))) rmSync(fresh, { recursive: true })
  else await takingTurns(join(root, 'lock'), () => settle(fresh, folder, installed))
  removeOld()
  return { tarballs: tarballsIn(folder), installed }
}

export const emptyFolder = ({ installed }, name) => mkdtempSync(join(installed, `${name}-`))

/** `pnpm pack` writes versions in the place of `workspace:`. Private packages are published nowhere. */
export async function packInto(folder) {
  const isPrivate = (name) =>
    JSON.parse(readFileSync(join(project, 'packages', name, 'package.json'), 'utf8')).private
  const names = readdirSync(join(project, 'packages')).filter((name) => !isPrivate(name))
  const filters = names.map((name) => `--filter=./packages/${name}`)
  await run(
    'npx',
    ['-y', 'pnpm@12.21.0', '--reporter=append-only', '-r', ...filters, 'pack', '--pack-destination', folder],
    { cwd: project },
  )
  return tarballsIn(folder)
}

const tarballsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.tgz'))
    .sort()
    .map((name) => join(folder, name))

function fingerprint(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

async function settle(fresh, folder, installed) {
  if (existsSync(join(folder, 'done'))) return rmSync(fresh, { recursive: true })
  rmSync(folder, { recursive: true, force: true })
  renameSync(fresh, folder)
  mkdirSync(installed)
  // A package.json of its own, or npm would install above.
  writeFileSync(join(installed, 'package.json'), '{ "private": true }\n')
  const words = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...TYPES, ...tarballsIn(folder)]
  await run('npm', words, { cwd: installed })
  writeFileSync(join(folder, 'done'), '')
}

/** One at a time: whoever finds the lock waits until it is gone, or its holder is. */
async function takingTurns(lock, work) {
  while (!take(lock)) await new Promise((resolve) => setTimeout(resolve, 200))
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (!isAlive(lock)) rmSync(lock, { force: true })
    return false
  }
}

function isAlive(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch (thrown) {
    return thrown.code === 'EPERM'
  }
}

function removeOld() {
  for (const name of readdirSync(root)) {
    const path = join(root, name)
    if (name !== 'lock' && Date.now() - statSync(path).mtimeMs > DAY)
      rmSync(path, { recursive: true, force: true })
  }
}
