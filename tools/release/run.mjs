import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Stop } from './stop.mjs'

const WINDOWS = process.platform === 'win32'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** What pnpm sets for its own scripts is not for npm, git or another pnpm. */
const env = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle|command|execpath|config_user_agent)/i.test(name),
    ),
  )

const isScript = (program) => WINDOWS && program.startsWith('np')

// npm and npx are scripts of a shell on Windows.
const called = (program, words) =>
  isScript(program) ? [`${program}.cmd`, words.map((word) => `"${word}"`)] : [program, words]

const optionsOf = (program, stdio) => ({
  cwd: root,
  env: env(),
  stdio,
  shell: isScript(program),
  encoding: 'utf8',
  maxBuffer: 64e6,
})

/** Runs with the terminal of the release: for what asks questions, or takes long. @returns the exit status */
export const show = (program, ...words) =>
  spawnSync(...called(program, words), optionsOf(program, 'inherit')).status ?? 1

/** @returns what the program printed and its exit status */
export const read = (program, ...words) =>
  spawnSync(...called(program, words), optionsOf(program, ['ignore', 'pipe', 'pipe']))

/** As `read`, for several at once. */
export const readAsync = (program, ...words) =>
  new Promise((resolve) => {
    const done = (error, stdout, stderr) => resolve({ status: error ? (error.code ?? 1) : 0, stdout, stderr })
    execFile(...called(program, words), optionsOf(program), done)
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
  const { status, stdout, stderr, error } = read('git', ...words)
  if (error) throw new Stop('The release needs git, and it is not on the PATH.')
  if (status !== 0) throw new Stop(`git ${words[0]} failed: ${stderr.trim()}`)
  return stdout.trim()
}
