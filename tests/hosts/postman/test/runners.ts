import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'

const require = createRequire(import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'countersign-postman-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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
  newman: { bin: binOf('newman', 'newman'), command: ['run'] },
  'postman-cli': { bin: binOf('postman-cli', 'postman'), command: ['collection', 'run'] },
} as const

export type ToolName = keyof typeof TOOLS
export const toolNames = Object.keys(TOOLS) as ToolName[]

/** Runs a collection in a tool, as people do: a file, an environment file, options. */
export function run(
  tool: ToolName,
  collection: object,
  { env = {}, args = [] }: RunOptions = {},
): Promise<Ran> {
  const { bin, command } = TOOLS[tool]
  const values = Object.entries(env).map(([key, value]) => ({ key, value, enabled: true }))
  const all = [
    ...command,
    file('collection.json', collection),
    '-e',
    file('environment.json', { name: 'test', values }),
    ...args,
  ]
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...all], { maxBuffer: 64e6, env: clean() }, (error, out, err) => {
      const text = `${out}${err}`.replace(/\n\s*[│|] ?/g, '')
      resolve({ code: error ? Number(error.code ?? 1) : 0, text })
    })
  })
}

/** Nothing of this machine's settings: no proxy, no login. */
function clean(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env
  return { PATH, TMPDIR, HOME: folder, NO_COLOR: '1' } as NodeJS.ProcessEnv
}
