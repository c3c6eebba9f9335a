import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Authority, makeAuthority } from './certificates.js'
import {
  type Fault,
  PROVIDER_IDS,
  type ProviderId,
  type RequestRecord,
  type SandboxOptions,
  type Times,
  type Verifier,
} from './options.js'
import { imburseVerifier } from './providers/imburse.js'
import { inqudVerifier } from './providers/inqud.js'
import { mastercardVerifier } from './providers/mastercard.js'
import { sendVerifier } from './providers/sendpayments.js'
import { listener, makeServer, type Tls } from './server.js'

export type { Fault, ProviderId, RequestRecord, SandboxOptions, TokenFault } from './options.js'
export { PROVIDER_IDS } from './options.js'

export interface Counts {
  accepted: number
  refused: number
  /** Tokens issued. */
  token: number
}

export interface Sandbox {
  /** Provider id → where it listens: `http://127.0.0.1:1234`. */
  readonly origins: Readonly<Record<string, string>>
  /** All settings that a client needs, by their one name, with throwaway credentials. */
  readonly env: Readonly<Record<string, string>>
  /** The last thousand requests, oldest first. */
  readonly requests: readonly RequestRecord[]
  /** Of all requests. */
  readonly counts: Readonly<Record<string, Counts>>
  /** Asks for a fault, in place of the one before; nothing ends it. */
  fault(provider: ProviderId, fault?: Fault): void
  close(): Promise<void>
}

/** Starts a server per provider, on loopback, that verifies every request as the vendor would. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { providers = PROVIDER_IDS, host = '127.0.0.1', port = 0 } = options
  const requests: RequestRecord[] = []
  const counts: Record<string, Counts> = {}
  const faults = new Map<ProviderId, Fault>()
  const servers: Server[] = []
  const origins: Record<string, string> = {}
  const env: Record<string, string> = {}

  const record = (entry: RequestRecord) => {
    const count = counts[entry.provider] as Counts
    if (entry.accepted && entry.token) count.token++
    else if (entry.accepted) count.accepted++
    else count.refused++
    if (requests.push(entry) > 1000) requests.shift()
    options.onRequest?.(entry)
  }
  const close = async () => {
    await Promise.all(servers.map(ended))
  }

  try {
    // Keys take their time: all are made side by side.
    const verifiers = await Promise.all(providers.map((provider) => makeVerifier(provider, options, host)))
    for (const [index, provider] of providers.entries()) {
      const { verifier, tls } = verifiers[index] as Made
      counts[provider] = { accepted: 0, refused: 0, token: 0 }
      const server = makeServer(
        listener({ provider, verifier, fault: () => faults.get(provider) ?? {}, record }),
        tls,
      )
      servers.push(server as Server)
      const at = `${host}:${await listen(server as Server, host, port === 0 ? 0 : port + index)}`
      origins[provider] = `${tls ? 'https' : 'http'}://${at}`
      Object.assign(env, verifier.env, { [`${provider.toUpperCase()}_HOSTS`]: at })
    }
  } catch (thrown) {
    await close()
    throw thrown
  }
  const fault = (provider: ProviderId, wanted?: Fault) =>
    void (wanted ? faults.set(provider, wanted) : faults.delete(provider))
  return { origins, env, requests, counts, fault, close }
}

interface Made {
  readonly verifier: Verifier
  readonly tls?: Tls
}

async function makeVerifier(provider: ProviderId, options: SandboxOptions, host: string): Promise<Made> {
  const { clock = () => Date.now() / 1000, tokenLifetime, maxAge = 300, skew = 30, remember = 3600 } = options
  const times: Times = { clock, tokenLifetime, maxAge, skew, remember }
  if (provider === 'imburse') return { verifier: imburseVerifier(times, options.imburse) }
  if (provider === 'inqud') return { verifier: inqudVerifier(times) }
  if (provider === 'sendpayments') return { verifier: sendVerifier(times) }
  const authority = await makeAuthority()
  const verifier = await mastercardVerifier(times, authority, options.mastercard)
  return options.mastercard?.mutualTls === false
    ? { verifier }
    : { verifier, tls: await tlsOf(authority, host) }
}

async function tlsOf(authority: Authority, host: string): Promise<Tls> {
  const { certificate, key } = await authority.server(host)
  return { cert: certificate, key, ca: authority.certificate }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function ended(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
