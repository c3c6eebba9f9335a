import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, inject } from 'vitest'

/** The real k6; empty if there is none, and then nothing here runs. */
export const k6 = inject('k6')
export const oldest = inject('oldest')

const folder = mkdtempSync(join(tmpdir(), 'countersign-k6-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
/** A path for a throwaway file of this run, which holds `content` if it is given. */
export function file(name: string, content?: string): string {
  const path = join(folder, `${files++}-${name}`)
  if (content !== undefined) writeFileSync(path, content, { mode: 0o600 })
  return path
}

const scripts = fileURLToPath(new URL('../scripts/', import.meta.url))
export const isExtension = process.env.COUNTERSIGN_K6 === 'extension'

/** A script of this package. With the extension its import line differs, and nothing else. */
export const script = (name: string) => (isExtension ? join(overExtension(), name) : join(scripts, name))

let rewritten: string | undefined
function overExtension(): string {
  if (rewritten) return rewritten
  rewritten = join(folder, 'scripts')
  mkdirSync(rewritten)
  for (const name of readdirSync(scripts)) {
    const code = readFileSync(join(scripts, name), 'utf8')
    writeFileSync(join(rewritten, name), code.replace(MODULE, "'k6/x/countersign'"))
  }
  return rewritten
}

const MODULE = /'[^']*@countersign\/k6\/dist\/[\w.-]+'/g

type Env = Readonly<Record<string, string | undefined>>

export interface RunOptions {
  readonly env?: Env
  readonly args?: readonly string[]
  readonly bin?: string
  /** Called now and then with all that was printed so far; not again before it is done. */
  readonly during?: (text: string) => unknown
}

export interface Ran {
  readonly code: number
  /** All that k6 printed. */
  readonly text: string
  /** What the script's cases noted, by the name of the case. */
  readonly cases: Readonly<Record<string, Noted>>
  /** The summary as k6 exports it. */
  readonly metrics: Readonly<Record<string, Metric>>
}

/** A value, or the error of a case. */
// biome-ignore lint/suspicious/noExplicitAny: each case notes what it likes
export type Noted = any
export type Metric = Readonly<Record<string, number>>

/** Runs `k6 run` over a script of this package, or an archive, as people do. */
export async function run(
  target: string,
  { env = {}, args = [], bin = k6, during }: RunOptions = {},
): Promise<Ran> {
  const summary = file('summary.json', '{}')
  const words = [
    'run',
    '--address',
    '',
    '--no-color',
    '--log-format',
    'raw',
    '--summary-export',
    summary,
    ...args,
    target,
  ]
  const { code, text } = await spawned(bin, words, env, during)
  const { metrics = {} } = JSON.parse(readFileSync(summary, 'utf8'))
  return { code, text, cases: casesIn(text), metrics }
}

/** Packs a script as `k6 archive` does. Settings are no part of it. */
export async function archive(target: string): Promise<string> {
  const packed = file('archive.tar')
  const { code, text } = await spawned(k6, ['archive', '--no-color', '-O', packed, target], {})
  if (code !== 0) throw new Error(text)
  return packed
}

/** Nothing of this machine's settings reaches k6. */
function spawned(bin: string, words: readonly string[], env: Env, during?: RunOptions['during']) {
  const { PATH } = process.env
  const all = { PATH, HOME: folder, K6_NO_USAGE_REPORT: 'true', ...env }
  const child = spawn(bin, words, { cwd: folder, env: all })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk
    })
  }
  const watching = during && watch(() => during(text))
  return new Promise<Pick<Ran, 'code' | 'text'>>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(watching)
      resolve({ code: code ?? -1, text })
    })
  })
}

function watch(look: () => unknown) {
  let isBusy = false
  return setInterval(async () => {
    if (isBusy) return
    isBusy = true
    await look()
    isBusy = false
  }, 20)
}

export interface Point {
  readonly metric: string
  readonly value: number
  readonly tags: Readonly<Record<string, string>>
}

/** The samples in a file of `--out json=FILE`. */
export function pointsIn(path: string): Point[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  const found = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'Point')
  return found.map(({ metric, data: { value, tags = {} } }) => ({ metric, value, tags }))
}

function casesIn(text: string): Record<string, Noted> {
  const lines = text.split('\n').filter((line) => line.startsWith('@@'))
  return Object.fromEntries(lines.map((line) => JSON.parse(line.slice(2))))
}
