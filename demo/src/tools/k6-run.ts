import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MARK = '@@'

/** How one case of the script ended. */
export interface Noted {
  readonly status?: number
  readonly response?: string
  readonly refusal?: string
  readonly code?: string
}

/** Runs a script of demo/k6 in k6, with only the environment `env`; returns its cases by name, and what else k6 printed. */
export function run(
  bin: string,
  home: string,
  env: Readonly<Record<string, string>>,
  name = 'rows.js',
): Promise<{ readonly cases: Readonly<Record<string, Noted>>; readonly said: string }> {
  const script = fileURLToPath(new URL(`../../k6/${name}`, import.meta.url))
  const words = ['run', '--quiet', '--no-color', '--log-format', 'raw', '--address', '', script]
  const { PATH = '', SystemRoot } = process.env
  const all = { PATH, HOME: home, K6_NO_USAGE_REPORT: 'true', ...(SystemRoot && { SystemRoot }), ...env }
  const child = spawn(bin, words, { cwd: home, env: all })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve(read(text)))
  })
}

function read(text: string) {
  const lines = text.split('\n')
  const noted = lines.filter((line) => line.startsWith(MARK))
  const others = lines.filter((line) => line.trim() !== '' && !line.startsWith(MARK))
  const cases = Object.fromEntries(noted.map((line) => JSON.parse(line.slice(MARK.length)))) as Record<
    string,
    Noted
  >
  return { cases, said: others.join(' ').slice(0, 300) || 'k6 printed nothing' }
}
