// How long the command line takes to start, against an empty Node, in one run: every program takes its turn.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { figure } from './ratio.mjs'
import { low, quartiles } from './report/spread.mjs'

export const title = 'The command line: start'
export const rows = ['node -e 0', '--version', 'sign, HMAC']

const ROUNDS = 25
const bin = fileURLToPath(new URL('../packages/cli/bin/countersign.js', import.meta.url))
// No .env of anybody is read.
const cwd = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
const env = { PATH: process.env.PATH, INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: randomUUID() }

const PROGRAMS = {
  'node -e 0': ['-e', '0'],
  '--version': [bin, '--version'],
  'sign, HMAC': [bin, 'sign', 'POST', 'https://api.inqud.com/v1/things', '--body', '{"amount": 50}'],
}

function timeOf(name) {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, PROGRAMS[name], { cwd, env })
  const took = performance.now() - started
  if (status !== 0) throw new Error(`${name}: ${stderr}`)
  return took
}

export default async function run() {
  const names = Object.keys(PROGRAMS)
  const took = new Map(names.map((name) => [name, []]))
  for (const name of names) timeOf(name)
  for (let round = 0; round < ROUNDS; round++) for (const name of names) took.get(name).push(timeOf(name))
  const [empty, ...ours] = names
  const node = low(took.get(empty))
  const row = (name, bound) =>
    figure(name, low(took.get(name)), 'ms', { spread: quartiles(took.get(name)), ...bound })
  row(empty)
  // One and a half times an empty Node, and 60 ms.
  for (const name of ours) row(name, { atMost: Math.round(1.5 * node + 60) })
}
