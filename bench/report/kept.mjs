// What benchmarks have measured already, one file each, so that a run that was interrupted goes on (`--resume`).
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)
const folder = new URL('../measured/', import.meta.url)
const fileOf = (name) => new URL(`${name}.json`, folder)
const MEASURED = ['packages', 'bench', 'definitions', 'pnpm-lock.yaml']

const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })

/**
 * The same for the same code on the same machine, whatever was committed to docs meanwhile. Undefined outside of a clone.
 */
export function keyOf({ text }) {
  try {
    const trees = git('rev-parse', ...MEASURED.map((path) => `HEAD:${path}`))
    const changes = git('diff', 'HEAD', '--', ...MEASURED)
    return createHash('sha256').update(`${trees}\n${changes}\n${text}`).digest('hex')
  } catch {
    return undefined
  }
}

export function keep(name, key, piece) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(name), JSON.stringify({ ...piece, key }, null, 1))
}

/** @returns what `keep` was given, if the key is still the same */
export function kept(name, key) {
  try {
    const piece = JSON.parse(readFileSync(fileOf(name), 'utf8'))
    return key !== undefined && piece.key === key ? piece : undefined
  } catch {
    return undefined
  }
}
