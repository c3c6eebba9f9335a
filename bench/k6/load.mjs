// What loading a file costs each virtual user: time and memory of k6 with many of them, less k6 with as many that load nothing.
import { readFileSync } from 'node:fs'
import { comparePart, figure } from '../ratio.mjs'
import { quantile, quartiles } from '../report/spread.mjs'
import { makeFolder, start } from './run.mjs'

const USERS = 200
const ROUNDS = 5

const NAMES = ['all providers', 'one provider']
const COSTS = { memory: 'kb', 'init time': 'ms' }
const rowOf = (label, name) => `${label} per virtual user, ${name}`
export const rows = Object.keys(COSTS).flatMap((label) => [
  ...NAMES.flatMap((name) => [rowOf(label, name), `${rowOf(label, name)} against crypto-js`]),
  rowOf(label, 'extension'),
])

const median = (numbers) => quantile(numbers, 0.5)

/** Our whole file and that of one provider, against a script that bundles crypto-js; the extension against our file. */
export async function load(bin, extension) {
  const scripts = {
    nothing: [await makeFolder(['init-nothing']), 'init-nothing'],
    'crypto-js': [await makeFolder(['init-crypto-js']), 'init-crypto-js'],
    'all providers': [await makeFolder(['init-ours']), 'init-ours'],
    'one provider': [await makeFolder(['init-ours'], 'inqud.js'), 'init-ours'],
    ...(extension && {
      // Its own nothing: that k6 holds more code.
      'nothing, extension': [await makeFolder(['init-nothing']), 'init-nothing', extension],
      extension: [await makeFolder(['init-extension'], 'countersign.js', true), 'init-extension', extension],
    }),
  }
  const measured = Object.fromEntries(Object.keys(scripts).map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, [folder, script, other]] of Object.entries(scripts)) {
      measured[name].push(await once(other ?? bin, folder, script))
    }
  }
  for (const [label, what] of Object.entries(COSTS)) report(label, what, measured, extension !== undefined)
}

const UNITS = { kb: 'KB', ms: 'ms' }

/** What each costs a virtual user, as a figure; against crypto-js; and the extension against the module. */
function report(label, what, measured, hasExtension) {
  const cost = (name) => costOf(measured, name, what)
  const row = (name) => rowOf(label, name)
  const ratio = (name, other, bound, label) => {
    const figures = `${median(cost(name)).toFixed(2)} ${UNITS[what]} against ${median(cost(other)).toFixed(2)}`
    comparePart(label ?? row(name), cost(name), cost(other), { ...bound, figures })
  }
  for (const name of NAMES) {
    const all = cost(name)
    figure(row(name), median(all), UNITS[what], { spread: quartiles(all) })
    ratio(name, 'crypto-js', { of: 'that of crypto-js' }, `${row(name)} against crypto-js`)
  }
  const atMost = { kb: 0.95, ms: 1.1 }[what]
  if (hasExtension) ratio('extension', 'all providers', { of: 'that of the module', atMost })
}

/** By round, less the k6 that loads nothing. */
function costOf(measured, name, what) {
  const nothing = name === 'extension' ? 'nothing, extension' : 'nothing'
  const base = median(measured[nothing].map((one) => one[what]))
  return measured[name].map((one) => (one[what] - base) / USERS)
}

async function once(bin, folder, script) {
  const begun = performance.now()
  const args = ['--vus', String(USERS), '--iterations', String(USERS)]
  const { pid, ended } = start(
    bin,
    folder,
    script,
    { INQUD_TOKEN_ID: 'TKN-bench', INQUD_TOKEN_SECRET: 'x'.repeat(32) },
    args,
  )
  let kb = 0
  const watching = setInterval(() => {
    kb = Math.max(kb, peakOf(pid))
  }, 5)
  await ended
  clearInterval(watching)
  return { ms: performance.now() - begun, kb }
}

/** Linux tells the most memory that a process held. */
function peakOf(pid) {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
