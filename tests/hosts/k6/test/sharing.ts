import { type RequestRecord, type Sandbox, type SandboxOptions, startSandbox } from '@countersign/sandbox'
import { afterAll } from 'vitest'
import { startBroker } from './broker.js'
import { type Ran, type RunOptions, run } from './k6.js'

const sandboxes: Sandbox[] = []
afterAll(() => Promise.all(sandboxes.map((sandbox) => sandbox.close())))

export interface Seen extends RequestRecord {
  /** Seconds since 1970. */
  readonly at: number
}

/** A sandbox, and all of its requests. */
export async function started(options: SandboxOptions) {
  const seen: Seen[] = []
  const onRequest = (record: RequestRecord) => void seen.push({ ...record, at: Date.now() / 1000 })
  const sandbox = await startSandbox({ ...options, onRequest })
  sandboxes.push(sandbox)
  return { sandbox, seen }
}

/** Tokens of Send from a broker. */
export async function sharing(options: SandboxOptions = {}, more: Readonly<Record<string, string>> = {}) {
  const { sandbox, seen } = await started({ providers: ['sendpayments'], ...options })
  const env = { ...sandbox.env, ORIGIN: sandbox.origins.sendpayments ?? '', ...more }
  return { env, seen, broker: await startBroker(env) }
}

const SEGMENTS = ['0:1/4', '1/4:1/2', '1/2:3/4', '3/4:1']

/** One test in four processes, as k6-operator runs it. */
export function inParts(target: string, options: RunOptions): Promise<Ran[]> {
  const parts = SEGMENTS.map((segment) => {
    const split = ['--execution-segment', segment, '--execution-segment-sequence', '0,1/4,1/2,3/4,1']
    return run(target, { ...options, args: [...(options.args ?? []), ...split] })
  })
  return Promise.all(parts)
}
