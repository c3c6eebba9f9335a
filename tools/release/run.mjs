import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { programOf, withoutPnpm } from '../program.mjs'
import { Stop } from './stop.mjs'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const optionsOf = (stdio, shell) => ({
  cwd: root,
  env: withoutPnpm(),
  stdio,
  shell,
  encoding: 'utf8',
  maxBuffer: 64e6,
})

function started(spawned, stdio, program, given) {
  const { file, words, shell } = programOf(program, given)
  return spawned(file, words, optionsOf(stdio, shell))
}

/** Runs with the terminal of the release: for what asks questions, or takes long. @returns the exit status */
export const show = (program, ...words) => started(spawnSync, 'inherit', program, words).status ?? 1

/** @returns what the program printed and its exit status */
export const read = (program, ...words) => started(spawnSync, ['ignore', 'pipe', 'pipe'], program, words)

/** As `read`, for several at once. */
export const readAsync = (program, ...words) =>
  new Promise((resolve) => {
    const done = (error, stdout, stderr) => resolve({ status: error ? (error.code ?? 1) : 0, stdout, stderr })
    started((file, all, options) => execFile(file, all, options, done), undefined, program, words)
  })

export const pnpm = ['npx', '-y', 'pnpm@12.21.0']

/** A script of the root's package.json, or another command of pnpm. Its output is printed only if it fails. */
export function runPnpm(words, advice = '') {
  const { status, stdout, stderr } = read(...pnpm, ...words)
  if (status !== 0)
    throw new Stop(`${stdout}${stderr}\n"pnpm ${words.join(' ')}" failed; the reason is above. ${advice}`)
}

/** @returns what git printed */
export function git(...words) {
  const { status, stdout, stderr } = read('git', ...words)
  if (status !== 0) throw new Stop(`git ${words[0]} failed: ${stderr.trim()}`)
  return stdout.trim()
}
