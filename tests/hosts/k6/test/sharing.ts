import {
  type Fault,
  type Sandbox,
  type SandboxListener,
  type SandboxOptions,
  startSandbox,
} from '@countersign/sandbox'
import { afterAll } from 'vitest'
import { startBroker } from './broker.js'
import { type Ran, type RunOptions, run } from './k6.js'

const sandboxes: Sandbox[] = []
afterAll(() => Promise.all(sandboxes.map((sandbox) => sandbox.close())))

/** A request, as the sandbox judged it. */
export interface Seen {
  /** When it arrived, in seconds since 1970. */
  readonly at: number
  /** The virtual user that says so in `X-User`. */
  readonly user: string | undefined
  readonly accepted: boolean
  readonly token: boolean
  readonly check?: string | undefined
}

/** A sandbox, all of its requests, and how many requests for tokens were under way at once. */
export async function started(options: SandboxOptions, fault?: Fault) {
  const { listener, seen, asked } = watching()
  const sandbox = await startSandbox({ ...options, onEvent: listener })
  for (const provider of options.providers ?? []) sandbox.fault(provider, fault)
  sandboxes.push(sandbox)
  return { sandbox, seen, asked }
}

function watching() {
  const seen: Seen[] = []
  const asked = { most: 0 }
  const arrived = new Map<number, Pick<Seen, 'at' | 'user'>>()
  const under = new Set<number>()
  const listener: SandboxListener = (event) => {
    const { type, id } = event
    if (type === 'request') {
      arrived.set(id, { at: event.at, user: userOf(event.headers) })
      if (event.target === '/auth') under.add(id)
      asked.most = Math.max(asked.most, under.size)
    }
    if (type === 'verdict') {
      const { accepted, token, check } = event
      seen.push({ at: 0, user: undefined, ...arrived.get(id), accepted, token, check })
    }
    if (type === 'response') under.delete(id)
  }
  return { seen, asked, listener }
}

/** Names and values come by turns. */
function userOf(headers: readonly string[]): string | undefined {
  const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'x-user')
  return at < 0 ? undefined : headers[at + 1]
}

/** The users that sent requests between two times. */
export const usersIn = (seen: readonly Seen[], from: number, to: number) =>
  new Set(seen.filter(({ at, user }) => user !== undefined && at >= from && at <= to).map(({ user }) => user))

/** Tokens of Send from a broker. */
export async function sharing(
  options: SandboxOptions = {},
  more: Readonly<Record<string, string>> = {},
  fault?: Fault,
) {
  const { sandbox, seen, asked } = await started({ providers: ['sendpayments'], ...options }, fault)
  const env = { ...sandbox.env, ORIGIN: sandbox.origins.sendpayments ?? '', ...more }
  return { env, seen, asked, broker: await startBroker(env) }
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
