import { type ChildProcess, execFile, fork } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const require = createRequire(import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'countersign-postman-'))
afterAll(() => {
  newman?.disconnect()
  rmSync(folder, { recursive: true, force: true })
})

export interface Ran {
  readonly code: number
  /** All that was printed, line breaks of boxes taken out. */
  readonly text: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly args?: readonly string[]
}

let files = 0
/** A throwaway file, for this run's eyes only. */
export function file(name: string, content: string | object): string {
  const path = join(folder, `${files++}-${name}`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
  return path
}

const binOf = (name: string, bin: string) => {
  const manifest = require.resolve(`${name}/package.json`)
  return join(dirname(manifest), require(manifest).bin[bin])
}

export const TOOLS = {
  newman: { bin: realpathSync(binOf('newman', 'newman')), command: ['run'] },
  'postman-cli': { bin: binOf('postman-cli', 'postman'), command: ['collection', 'run'] },
} as const

export type ToolName = keyof typeof TOOLS
export const bothTools = Object.keys(TOOLS) as ToolName[]

/** `pnpm test:long`: each claim in both tools, and loops of hundreds. */
export const isLong = process.env.MODE === 'long'

/** For claims about the script rather than the tool: the Postman CLI, which takes seconds to start, in `test:long`. */
export const toolNames: readonly ToolName[] = isLong ? bothTools : ['newman']

/** Runs a collection in a tool, as people do: a file, an environment file, options. */
export function run(tool: ToolName, collection: object, options: RunOptions = {}): Promise<Ran> {
  const words = wordsOf(tool, collection, options)
  return tool === 'newman' ? runInTurn(words) : spawned(tool, words)
}

/** Runs a collection in a process of its own, beside others. */
export const runBeside = (tool: ToolName, collection: object, options: RunOptions = {}) =>
  spawned(tool, wordsOf(tool, collection, options))

function wordsOf(tool: ToolName, collection: object, { env = {}, args = [] }: RunOptions): string[] {
  const values = Object.entries(env).map(([key, value]) => ({ key, value, enabled: true }))
  const environment = file('environment.json', { name: 'test', values })
  return [...TOOLS[tool].command, file('collection.json', collection), '-e', environment, ...args]
}

const spawned = (tool: ToolName, words: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const all = [TOOLS[tool].bin, ...words]
    execFile(process.execPath, all, { maxBuffer: 64e6, env: clean() }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, text: unboxed(`${out}${err}`) }),
    )
  })

let newman: ChildProcess | undefined
let last: Promise<unknown> = Promise.resolve()

/** One run after the other in one process of Newman. */
function runInTurn(words: readonly string[]): Promise<Ran> {
  const ran = last.then(() => runInNewman(words))
  last = ran.catch(() => {})
  return ran
}

function runInNewman(words: readonly string[]): Promise<Ran> {
  const program = fileURLToPath(new URL('newman.cjs', import.meta.url))
  newman ??= fork(program, [TOOLS.newman.bin], { env: clean() })
  const child = newman
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) => reject(new Error(`Newman ended with ${code}`))
    child.once('exit', failed)
    child.once('message', ({ code, text }: Ran) => {
      child.off('exit', failed)
      resolve({ code, text: unboxed(text) })
    })
    child.send(words)
  })
}

const unboxed = (text: string) => text.replace(/\n\s*[│|] ?/g, '')

/** Nothing of this machine's settings: no proxy, no login. */
function clean(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env
  return { PATH, TMPDIR, HOME: folder, NO_COLOR: '1' } as NodeJS.ProcessEnv
}
