// Builds k6 from a go.mod of ours into the git-ignored folder .k6 of the project, once: `node tools/k6/build.mjs`.
// `2` and `1` are k6 as it is, `extension` is k6 with packages/xk6 in it.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const project = new URL('../../', import.meta.url)

/** What can be built: the folder of its go.mod, its package, its version. */
export const builds = {
  2: { folder: 'tools/k6', main: 'go.k6.io/k6/v2', version: '2.2.0' },
  1: { folder: 'tools/k6-1', main: 'go.k6.io/k6', version: '1.8.1' },
  extension: {
    folder: 'tools/k6-extension',
    main: '.',
    version: '2.2.0',
    of: ['packages/xk6', 'tools/k6-extension'],
  },
}

/** The file of a build; one that takes in sources of ours is named after them, so that it is never stale. */
function fileOf(kind) {
  const { version, of } = builds[kind]
  const name = of ? `k6-${version}-${kind}-${fingerprint(of)}` : `k6-${version}`
  return pathOf(`${name}${process.platform === 'win32' ? '.exe' : ''}`)
}

function fingerprint(folders) {
  const hash = createHash('sha256')
  for (const file of folders.flatMap(sourcesIn)) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

/** What the Go compiler reads: sources, what they embed, and the module's files. */
const sourcesIn = (folder) =>
  readdirSync(new URL(`${folder}/`, project), { recursive: true })
    .filter((name) => /^(?!node_modules).*(\.go|go\.mod|go\.sum|^script.countersign\.js)$/.test(name))
    .filter((name) => !name.endsWith('_test.go'))
    .sort()
    .map((name) => new URL(`${folder}/${name}`, project))

const pathOf = (file) => fileURLToPath(new URL(`.k6/${file}`, project))

/** The built k6, if it was built before. */
export function builtK6(major) {
  const file = fileOf(major)
  return existsSync(file) ? file : undefined
}

/** Builds it if it is not there yet. Two callers do not build twice: the second waits for the first. */
export async function buildK6(major, say = console.error) {
  const { version } = builds[major]
  mkdirSync(pathOf(''), { recursive: true })
  const lock = pathOf(`${version}-${major}.lock`)
  while (!builtK6(major)) {
    if (take(lock)) {
      try {
        return builtK6(major) ?? compile(major, say)
      } finally {
        rmSync(lock, { force: true })
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return builtK6(major)
}

/** Takes the lock, or clears one whose holder is gone. */
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
    const holder = Number(readFileSync(lock, 'utf8'))
    return holder === 0 || process.kill(holder, 0)
  } catch (thrown) {
    return thrown.code !== 'ESRCH'
  }
}

function compile(major, say) {
  const { folder, main, version } = builds[major]
  say(`Building k6 ${version} from ${folder}/go.mod: a few minutes, once.`)
  const target = fileOf(major)
  const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', `${target}.new`, main]
  const { status, stderr, error } = spawnSync('go', args, {
    cwd: fileURLToPath(new URL(folder, project)),
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (error?.code === 'ENOENT') throw new Error('Go is not installed, so k6 cannot be built.')
  if (status !== 0) throw new Error(`k6 ${version} could not be built: ${stderr.trim().slice(-600)}`)
  renameSync(`${target}.new`, target)
  return target
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const major of process.argv[2] ? [process.argv[2]] : Object.keys(builds)) {
    console.log(await buildK6(major))
  }
}
