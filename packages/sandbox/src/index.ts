/// <reference types="node" preserve="true" />

/**
 * Servers on loopback that play the providers and verify each request as the vendor would.
 * @module @countersign/sandbox
 */

import { definitionVerifier } from './definitions/index.js'
import type { Reporting } from './events.js'
import { Faults } from './faults.js'
import { type Listening, listen } from './listen.js'
import type { Fault, RequestRecord, SandboxOptions } from './options.js'
import type { OwnProvider } from './own/types.js'
import { ownVerifier } from './own/verifier.js'
import { listener, makeServer } from './server.js'
import type { Times, Verifier } from './verifier.js'
import { makeVerifier, PROVIDER_IDS, type ProviderId, timesOf } from './verifiers.js'

export { definitionSettings, definitionVerifier } from './definitions/index.js'
export type {
  Checked,
  ChecksEvent,
  FaultEffect,
  RequestEvent,
  ResponseEvent,
  SandboxEvent,
  SandboxListener,
  VerdictEvent,
} from './events.js'
export type { Step } from './examination.js'
export type { Fault, RequestRecord, SandboxOptions, TokenFault } from './options.js'
export {
  type CheckFailure,
  defineVerifier,
  type OwnProvider,
  type SandboxOutcome,
  type SandboxRequest,
  type SandboxTools,
  type SandboxVerifier,
} from './own/types.js'
export type { Times } from './verifier.js'
export type {
  ImburseOptions,
  MastercardOauthOptions,
  MastercardOptions,
  VerifierOptions,
} from './verifier-options.js'
export { PROVIDER_IDS, type ProviderId } from './verifiers.js'

/**
 * How many requests a provider has had.
 * @example const total = ({ accepted, refused, token }: Counts) => accepted + refused + token
 */
export interface Counts {
  /** How many API requests were accepted. */
  accepted: number
  /** How many requests of both kinds were refused, or met a fault instead of a response. */
  refused: number
  /** How many tokens were issued. */
  token: number
}

/**
 * A running sandbox.
 * @example const baseUrl = (sandbox: Sandbox) => sandbox.origins.inqud
 */
export interface Sandbox {
  /** Provider id → where it listens: `http://127.0.0.1:1234`. */
  readonly origins: Readonly<Record<string, string>>
  /** Every setting that a client needs, by name, with throwaway credentials. */
  readonly env: Readonly<Record<string, string>>
  /** The providers that hold a time in the request against their clock: to the others `clockSkew` does nothing. */
  readonly checksTime: ReadonlySet<string>
  /** The last 1,000 requests, oldest first. */
  readonly requests: readonly RequestRecord[]
  /** Provider id → how many requests it has had. */
  readonly counts: Readonly<Record<string, Counts>>
  /** Requests a fault, replacing the previous one; without a fault, ends it. */
  fault(provider: string, fault?: Fault): void
  /** Ends all servers and their connections. */
  close(): Promise<void>
}

const REMEMBERED_REQUESTS = 1000
const MAX_BODY = 64 * 1024 * 1024

/**
 * Starts a server per provider, on loopback, that verifies every request as the vendor would. Its
 * credentials are made at start and work nowhere else.
 *
 * @throws {Error} on an unknown provider, two of one id, or a port that is in use
 * @example
 * ```ts
 * const sandbox = await startSandbox({ providers: ['inqud'] })
 * const { status } = await fetch(`${sandbox.origins.inqud}/v1/user`) // 401: it is not signed
 * await sandbox.close()
 * ```
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { own = [] } = options
  const made = [...checked(options.providers ?? PROVIDER_IDS), ...own]
  const providers = checkedIds(made.map((one) => (typeof one === 'string' ? one : one.id)))
  const { record, requests, counts } = makeLog(providers, options.onRequest)
  const faults = new Map(providers.map((provider) => [provider, new Faults()]))
  const report = reportings(options)
  // Side by side: most of the time goes into making keys, on other threads.
  const starting = made.map((one, index) => {
    const own = faults.get(providers[index] as string) as Faults
    return start(one, index, options, { faults: own, record, report })
  })
  const servers = await allOrNone(starting)
  const close = async () => void (await Promise.all(servers.map((server) => server.close())))
  const origins = Object.fromEntries(servers.map(({ origin }, index) => [providers[index] as string, origin]))
  const env: Record<string, string> = Object.assign({}, ...servers.map((server) => server.env))
  const checksTime = new Set(providers.filter((_provider, index) => servers[index]?.checksTime))
  const fault = (provider: string, wanted?: Fault) => faults.get(provider)?.ask(wanted)
  return { origins, env, checksTime, requests, counts, fault, close }
}

/** All that were started; if one cannot be, the others are closed. @throws the first one's reason */
async function allOrNone<T extends Pick<Listening, 'close'>>(starting: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(starting)
  const started = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = settled.find((one) => one.status === 'rejected')
  if (!failed) return started
  await Promise.all(started.map(({ close }) => close()))
  throw failed.reason
}

function checked(providers: readonly ProviderId[]): readonly ProviderId[] {
  const unknown = providers.find((provider) => !PROVIDER_IDS.includes(provider))
  if (unknown !== undefined)
    throw new Error(`The sandbox has no provider "${unknown}"; it has ${PROVIDER_IDS.join(', ')}.`)
  return [...new Set(providers)]
}

function checkedIds(ids: readonly string[]): readonly string[] {
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) throw new Error(`Two providers have the id "${twice}". Give each its own.`)
  return ids
}

function makeLog(providers: readonly string[], onRequest: SandboxOptions['onRequest']) {
  const requests: RequestRecord[] = []
  const counts: Record<string, Counts> = {}
  for (const provider of providers) counts[provider] = { accepted: 0, refused: 0, token: 0 }
  const record = (entry: RequestRecord) => {
    const count = counts[entry.provider] as Counts
    count[entry.accepted ? (entry.token ? 'token' : 'accepted') : 'refused']++
    if (requests.push(entry) > REMEMBERED_REQUESTS) requests.shift()
    onRequest?.(entry)
  }
  return { record, requests, counts }
}

/** Makes what a provider's events need; undefined if nobody listens. */
function reportings({ onEvent }: SandboxOptions) {
  let last = 0
  const nextId = () => ++last
  return (provider: string, clock: () => number): Reporting | undefined =>
    onEvent && { listener: onEvent, provider, clock, nextId, origin: '' }
}

interface Shared {
  readonly faults: Faults
  readonly record: (entry: RequestRecord) => void
  readonly report: ReturnType<typeof reportings>
}

/** A verifier of its own comes first; a definition is one in itself. */
const verifierOf = (one: OwnProvider, times: Times): Verifier =>
  one.definition === undefined || one.verifier
    ? ownVerifier(times, one)
    : definitionVerifier(one.definition, times, one.settings)

async function start(
  one: ProviderId | OwnProvider,
  index: number,
  options: SandboxOptions,
  { faults, record, report }: Shared,
) {
  const { host = '127.0.0.1', port = 0, maxBody = MAX_BODY } = options
  const clock = faults.clock(options.clock ?? (() => Date.now() / 1000))
  const times = { ...options, clock }
  const provider = typeof one === 'string' ? one : one.id
  const { verifier, tls } =
    typeof one === 'string'
      ? await makeVerifier(one, times, host)
      : { verifier: verifierOf(one, timesOf(times)), tls: undefined }
  const reporting = report(provider, clock)
  const server = makeServer(listener({ provider, verifier, faults, maxBody, record, reporting }), tls)
  const { at, close } = await listen(server, host, port === 0 ? 0 : port + index)
  const origin = `${tls ? 'https' : 'http'}://${at}`
  if (reporting) reporting.origin = origin
  const here = typeof one === 'string' ? {} : one.envAt?.(origin)
  const env = { ...verifier.env, [`${provider.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_HOSTS`]: at, ...here }
  return { origin, env, checksTime: verifier.checksTime, close }
}
