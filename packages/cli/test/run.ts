import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const bin = fileURLToPath(new URL('../bin/countersign.js', import.meta.url))

/** An empty folder, so that no .env of anybody is read. */
export const emptyFolder = () => mkdtempSync(join(tmpdir(), 'countersign-test-'))

export interface Ran {
  readonly status: number | null
  readonly stdout: Buffer
  readonly stderr: string
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: answers have several shapes
  readonly json: any
}

interface Options {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
  readonly cwd?: string
}

/** All that was said on stderr by all runs, to look for secrets in. */
export const said: string[] = []

/** Runs the real program. */
export function run(
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
    child.on('close', (status) => {
      const stdout = Buffer.concat(out)
      const stderr = Buffer.concat(err).toString()
      said.push(stderr)
      const text = stdout.toString()
      resolve({ status, stdout, stderr, text, json: parsed(text) })
    })
  })
}

function parsed(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
