import { spawn } from 'node:child_process'
import type { Io } from '../../terminal/io.js'
import { k6Script, RESULT } from './k6-script.js'
import type { Case, HostVerdicts, Verdict } from './result.js'

/** Checks all vectors in the k6 that is on the PATH; without one, says so. */
export async function checkInK6(cases: readonly Case[], { env }: Io): Promise<HostVerdicts> {
  const host = 'k6'
  const program = { PATH: env.PATH ?? '', HOME: env.HOME ?? '' }
  if ((await run(['version'], '', program)).isMissing)
    return { host, verdicts: { skipped: 'k6 is not on the PATH' } }
  try {
    const { text } = await run(WORDS, await k6Script(cases), { ...program, K6_NO_USAGE_REPORT: 'true' })
    return { host, verdicts: verdictsIn(text) ?? all(cases, `k6 gave no result: ${lastLine(text)}`) }
  } catch (thrown) {
    return { host, verdicts: all(cases, (thrown as Error).message) }
  }
}

// The script comes on standard input: vectors hold secrets, and are written nowhere.
const WORDS = ['run', '--address', '', '--no-color', '--quiet', '--log-format', 'raw', '-']

const all = (cases: readonly Case[], error: string): Verdict[] => cases.map(() => ({ held: false, error }))

function verdictsIn(text: string): Verdict[] | undefined {
  const line = text.split('\n').find((one) => one.startsWith(RESULT))
  return line && JSON.parse(line.slice(RESULT.length))
}

const lastLine = (text: string) => {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing').trim().slice(0, 500)
}

interface Ran {
  readonly text: string
  readonly isMissing: boolean
}

function run(words: readonly string[], input: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn('k6', words, { env, signal: AbortSignal.timeout(120_000) })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += chunk
    })
  // One that ends before it has read the script says so by its output.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((resolve) => {
    child.on('error', ({ code, message }: NodeJS.ErrnoException) =>
      resolve({ text: `${text}\n${message}`, isMissing: code === 'ENOENT' }),
    )
    child.on('close', () => resolve({ text, isMissing: false }))
  })
}
