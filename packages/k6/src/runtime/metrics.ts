import { CountersignError } from '@countersign/core/errors'
import { Counter, exec, Trend } from './k6.js'

const signing = new Trend('countersign_signing', true)
const refusals = new Counter('countersign_refusals')

type Instance = { readonly currentTestRunDuration: number }
let instance: Instance | undefined

/** Milliseconds of the test run, with a fraction; undefined if the test does not run yet. */
export function clock(): number | undefined {
  // Asking k6 for the object costs more than a signature, so it is asked for once.
  if (instance === undefined && __VU !== undefined) instance = askForInstance()
  return instance?.currentTestRunDuration
}

function askForInstance(): Instance | undefined {
  try {
    return exec.instance
  } catch {
    return undefined
  }
}

// A sample costs as much as several signatures, so only one in 512 is timed, after the first sixteen.
const FIRST = 16
const EVERY = 512
let timed = 0
let untimed = 0

/** The clock, for those calls that are timed though they wait for nothing. */
export function sampledClock(): number | undefined {
  if (untimed-- > 0) return undefined
  timed++
  untimed = timed < FIRST ? 0 : EVERY - 1
  return clock()
}

/** Notes how long a signature took, the wait for its token with it. */
export function noteSigning(start: number): void {
  const end = clock()
  if (end !== undefined) signing.add(end - start)
}

/** Counts a refusal, and gives it back to be thrown. */
export function noteRefusal(thrown: unknown): unknown {
  if (thrown instanceof CountersignError && clock() !== undefined) {
    refusals.add(1, { code: thrown.code, provider: thrown.provider ?? '' })
  }
  return thrown
}

/** Every virtual user runs a script's init part; those who run it for k6 itself, at the start and for the summary, say it. */
export function warnOnce(message: string): void {
  if (__VU === 0) console.warn(message)
}
