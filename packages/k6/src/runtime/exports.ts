import { createDecider, type Decider } from '@countersign/core/decider'
import { CountersignError } from '@countersign/core/errors'
import { isOff } from '@countersign/core/off'
import type { AnyProvider } from '@countersign/core/provider'
import { namesFor, sayUnknown, unknownNames } from '@countersign/core/settings'
import { createSigner, type Signer } from '@countersign/core/signer'
import { memoryTokens, type SyncTokenStore } from '@countersign/core/tokens'
import { patientTokens } from './backoff.js'
import { brokerAddress, brokerTokens } from './broker.js'
import { asyncClient } from './client.js'
import { clock } from './clock.js'
import { notForSetup } from './lease.js'
import { warnOnce } from './metrics.js'
import type { K6Parts } from './parts.js'
import { resolverOf, settingsFromSecrets } from './settings.js'
import type { SigningParts } from './signing.js'
import { syncClient } from './sync-client.js'
import { tlsAuthOf } from './tls.js'
import type { ClientOptions, Countersign, Lease, SecretSource, Settings, TlsAuth } from './types.js'
import { setupTokens } from './user-tokens.js'

/** What a file to import exports, for a list of providers. */
export interface Exports {
  readonly countersign: Countersign
  /** `options.tlsAuth` for a provider that asks for a client certificate; empty if none is set. */
  readonly tlsAuth: (provider: string, settings?: Settings) => TlsAuth[]
}

/** The exports of a file for these providers, over what a k6 lends. */
export function exports(providers: readonly AnyProvider[], parts: K6Parts): Exports {
  const find = (id: string) => providers.find((provider) => provider.id === id) ?? unknown(id, providers)

  function signing(id: string, settings: Settings | undefined, options: ClientOptions = {}) {
    const provider = find(id)
    const host = { ...parts.host, tokens: storeFor(provider, options, parts) }
    const own = resolverOf(provider, settings)
    const names = () => namesFor(provider, providers, Object.keys(__ENV))
    const decider = createDecider({ providers: [provider], settings: Object.assign(own, { names }) })
    const signer = createSigner({ decider, host, warn: warnOnce })
    check(provider, signer, decider)
    return { provider, signer, host }
  }

  const clients =
    <Client>(clientOf: (parts: SigningParts) => Client) =>
    (...client: Parameters<typeof signing>) => {
      const made = withoutStack(() => signing(...client))
      return { ...clientOf(made), hold: holdFor(made) }
    }

  const countersign = Object.assign(clients(asyncClient), {
    sync: clients(syncClient),
    secrets: (id: string, source: SecretSource, names?: readonly string[]) =>
      settingsFromSecrets(find(id), source, names).catch(rethrowWithoutStack),
  })
  return { countersign, tlsAuth: (id, settings) => withoutStack(() => tlsAuthOf(find(id), settings)) }
}

/**
 * k6 prints the stack of an error behind its message, and that of a setting is all in this file. What inherits from an
 * error is one to every `catch`, and has no stack of its own.
 */
function withoutStack<Made>(make: () => Made): Made {
  try {
    return make()
  } catch (thrown) {
    return rethrowWithoutStack(thrown)
  }
}

function rethrowWithoutStack(thrown: unknown): never {
  throw thrown instanceof CountersignError ? Object.create(thrown) : thrown
}

function unknown(id: string, providers: readonly AnyProvider[]): never {
  const known = providers.map((provider) => provider.id).join(', ')
  throw new CountersignError('invalid-setting', `There is no provider "${id}" in this file; it has ${known}.`)
}

function storeFor(provider: AnyProvider, options: ClientOptions, parts: K6Parts): SyncTokenStore {
  const { tokens = __ENV.COUNTERSIGN_TOKENS, drain = 1 } = options
  if (tokens === 'setup') return patientTokens(setupTokens(provider))
  if (isOff((name) => __ENV[name])) return memoryTokens(clock)
  if (!tokens) return patientTokens(parts.ownTokens(provider, drain))
  const secret = options.tokensSecret ?? __ENV.COUNTERSIGN_TOKENS_SECRET
  return patientTokens(brokerTokens(brokerAddress(tokens, secret, __VU === 0), parts.host))
}

function holdFor({
  provider,
  host: { tokens },
}: {
  provider: AnyProvider
  host: { tokens: SyncTokenStore }
}) {
  return (lease: Lease): void => {
    if (!('hold' in tokens)) throw notForSetup(provider)
    ;(tokens as ReturnType<typeof setupTokens>).hold(lease)
  }
}

/**
 * Mistakes show at init. What is missing shows when the first virtual user starts, and not before: `k6 archive` and
 * `k6 inspect` run this part too, on machines that have no secrets. If they do have them,
 * COUNTERSIGN_REQUIRE_SETTINGS asks to look at once.
 */
function check(provider: AnyProvider, signer: Signer, decider: Decider): void {
  if (isOff((name) => __ENV[name])) {
    warnOnce(`COUNTERSIGN is off: requests to ${provider.name} leave unsigned.`)
    return
  }
  try {
    signer.ready(provider)
    const unknown = unknownNames(provider, decider.values(provider), decider.names(provider))
    for (const one of unknown) if (one.meant) warnOnce(sayUnknown(one))
  } catch (thrown) {
    const isMissing = thrown instanceof CountersignError && thrown.code === 'missing-setting'
    if (!isMissing || __VU > 0 || __ENV.COUNTERSIGN_REQUIRE_SETTINGS) throw thrown
  }
}
