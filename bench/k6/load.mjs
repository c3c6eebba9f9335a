// What loading a file costs each virtual user: time and memory of k6 with many of them, less k6 with as many that load nothing.
import { readFileSync } from 'node:fs'
import { verdict } from '../ratio.mjs'
import { makeFolder, start } from './run.mjs'

const USERS = 200
const ROUNDS = 5

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

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
  const cost = (name, what) => {
    const nothing = name === 'extension' ? 'nothing, extension' : 'nothing'
    return (
      (median(measured[name].map((one) => one[what])) - median(measured[nothing].map((one) => one[what]))) /
      USERS
    )
  }
  const ofModule = (what, label, unit, atMost) => {
    const [ours, theirs] = [cost('extension', what), cost('all providers', what)]
    const figures = `${ours.toFixed(2)} ${unit} against ${theirs.toFixed(2)} ${unit}`
    const bound = { than: 'the module', atMost }
    return verdict(`${label} per virtual user, extension`, ours / theirs, bound, figures)
  }
  const missed = extension ? ofModule('kb', 'memory', 'KB', 0.95) + ofModule('ms', 'init time', 'ms', 1.1) : 0
  return ['one provider', 'all providers'].reduce((sum, name) => {
    const compare = (what, label, unit) => {
      const [ours, theirs] = [cost(name, what), cost('crypto-js', what)]
      const figures = `${ours.toFixed(2)} ${unit} against ${theirs.toFixed(2)} ${unit}`
      return verdict(
        `${label} per virtual user, ${name}`,
        ours / theirs,
        { than: 'crypto-js', atMost: 0.5 },
        figures,
      )
    }
    return sum + compare('ms', 'init time', 'ms') + compare('kb', 'memory', 'KB')
  }, missed)
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
