import { spawn, spawnSync } from 'node:child_process'
import { bin, emptyFolder } from './run.js'

/** Whether a program can be run in a terminal here: by `script` of util-linux. */
export const hasPty = /util-linux/.test(spawnSync('script', ['--version']).stdout?.toString() ?? '')

if (!hasPty) console.log('skipped: there is no script of util-linux here, to run programs in a terminal')

/** What to type once a text has appeared. */
export type Typed = readonly (readonly [after: string, keys: string])[]

interface Options {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly typed?: Typed
}

/** Runs the real program in a terminal of its own. @returns all that the terminal showed */
export function inPty(
  args: readonly string[],
  { env = {}, cwd = emptyFolder(), typed = [] }: Options = {},
): Promise<{ status: number | null; shown: string }> {
  const command = [process.execPath, bin, ...args].map((word) => `'${word.replace(/'/g, `'\\''`)}'`).join(' ')
  const { PATH = '' } = process.env
  const child = spawn('script', ['-qefc', `stty cols 100 rows 40; exec ${command}`, '/dev/null'], {
    env: { PATH, TERM: 'xterm-256color', SHELL: '/bin/sh', ...env },
    cwd,
  })
  let shown = ''
  let seen = 0
  const left = [...typed]
  child.stdout.on('data', (chunk) => {
    shown += chunk
    // One chunk may show several of them, and nothing more comes until something is typed.
    for (let next = left[0]; next; next = left[0]) {
      const at = shown.indexOf(next[0], seen)
      if (at < 0) return
      seen = at + next[0].length
      left.shift()
      child.stdin.write(next[1])
    }
  })
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, shown })))
}
