import { spawn } from 'node:child_process'
import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { main } from '../dist/main.js'

export const bin = fileURLToPath(new URL('../bin/countersign.js', import.meta.url))

/** An empty folder, so that no .env of anybody is read. */
export const emptyFolder = () => mkdtempSync(join(tmpdir(), 'countersign-test-'))

export interface Ran {
  readonly status: number | null
  readonly stdout: Buffer
  readonly stderr: string
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: responses have several shapes
  readonly json: any
}

interface Options {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
  /** In place of `input`, for a run within this process. */
  readonly stdin?: Readable
  readonly cwd?: string
}

/** All that was said on stderr by all runs, to look for secrets in. */
export const said: string[] = []

let last: Promise<unknown> = Promise.resolve()

/** Runs the built command line in this process, as `bin` does: one run at a time, since a process has one folder. */
export function run(args: readonly string[], options: Options = {}): Promise<Ran> {
  const ran = last.then(() => runHere(args, options))
  last = ran.catch(() => {})
  return ran
}

async function runHere(
  args: readonly string[],
  { env = {}, input = '', cwd = emptyFolder(), stdin = Readable.from([Buffer.from(input)]) }: Options,
): Promise<Ran> {
  const { PATH = '' } = process.env
  const [out, err] = [collector(), collector()]
  const before = process.cwd()
  process.chdir(cwd)
  try {
    const io = { env: { PATH, ...env }, stdin, stdout: out.stream, stderr: err.stream }
    return ranOf(await main(args, { ...io, command: 'countersign' }), out.chunks, err.chunks)
  } finally {
    process.chdir(before)
  }
}

function collector() {
  const chunks: Buffer[] = []
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    chunks.push(chunk)
    done()
  }
  return { chunks, stream: new Writable({ write }) }
}

/** Runs the real program as a process, for what only a process shows. */
export function runProcess(
  args: readonly string[],
  { env = {}, input, cwd = emptyFolder() }: Options = {},
): Promise<Ran> {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [bin, ...args], { env: { PATH, ...env }, cwd })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk) => out.push(chunk))
  child.stderr.on('data', (chunk) => err.push(chunk))
  child.stdin.end(input ?? '')
  return new Promise((resolve) => {
    child.on('close', (status) => resolve(ranOf(status, out, err)))
  })
}

function ranOf(status: number | null, out: readonly Buffer[], err: readonly Buffer[]): Ran {
  const [stdout, stderr] = [Buffer.concat(out), Buffer.concat(err).toString()]
  said.push(stderr)
  const text = stdout.toString()
  return { status, stdout, stderr, text, json: parsed(text) }
}

function parsed(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether its owner alone may read a file. Windows has no such modes: there the user's folder keeps others out. */
export const isPrivate = (file: string): boolean =>
  process.platform === 'win32' || (statSync(file).mode & 0o777) === 0o600
