import { CountersignError } from '@countersign/core/errors'
import type { Cipher } from '@countersign/core/host'
import type { AnyProvider } from '@countersign/core/provider'
import { createSigner, type Signer } from '@countersign/core/signer'
import { memoryTokens, type TokenStore } from '@countersign/core/tokens'
import { brokerAddress, brokerTokens } from './broker.js'
import { asyncClient } from './client.js'
import { k6Digests } from './hash.js'
import { k6Host, now, wait } from './host.js'
import { checkRuntime } from './runtime.js'
import { k6Send } from './send.js'
import { resolverOf, settingsFromSecrets } from './settings.js'
import { syncClient } from './sync-client.js'
import { tlsAuthOf } from './tls.js'
import type { ClientOptions, Countersign, SecretSource, Settings, TlsAuth } from './types.js'
import { ownTokens, setupTokens } from './vu-tokens.js'

/** What a file to import offers, for a list of providers. */
export interface Exports {
  readonly countersign: Countersign
  /** `options.tlsAuth` for a provider that asks for a client certificate; empty where none is set. */
  readonly tlsAuth: (provider: string, settings?: Settings) => TlsAuth[]
}

/** `makeCipher` for files with a provider that seals. @throws {Error} in a k6 that is too old */
export function exports(providers: readonly AnyProvider[], makeCipher?: () => Cipher): Exports {
  checkRuntime()
  const cipher = makeCipher?.()
  const find = (id: string) => providers.find((provider) => provider.id === id) ?? unknown(id, providers)

  function parts(id: string, settings: Settings | undefined, options: ClientOptions = {}) {
    const provider = find(id)
    const tokens = storeFor(provider, options)
    const signer = createSigner({
      providers: [provider],
      settings: resolverOf(provider, settings),
      host: k6Host(tokens, cipher),
      warn: warnOnce,
    })
    check(provider, signer)
    return { provider, signer, tokens }
  }

  const countersign = Object.assign(
    (id: string, settings?: Settings, options?: ClientOptions) => asyncClient(parts(id, settings, options)),
    {
      sync: (id: string, settings?: Settings, options?: ClientOptions) =>
        syncClient(parts(id, settings, options)),
      secrets: (id: string, source: SecretSource, names?: readonly string[]) =>
        settingsFromSecrets(find(id), source, names),
    },
  )
  return { countersign, tlsAuth: (id, settings) => tlsAuthOf(find(id), settings) }
}

function unknown(id: string, providers: readonly AnyProvider[]): never {
  const known = providers.map((provider) => provider.id).join(', ')
  throw new CountersignError(
    'invalid-setting',
    `There is no provider "${id}" in this file; there is ${known}.`,
  )
}

function storeFor(provider: AnyProvider, options: ClientOptions): TokenStore {
  const { tokens = __ENV.COUNTERSIGN_TOKENS, drain = 1 } = options
  if (tokens === 'setup') return setupTokens(provider, { now, wait })
  if (isOff()) return memoryTokens({ now })
  if (!tokens) return ownTokens(provider, drain, { now, wait })
  const address = brokerAddress(tokens, options.tokensSecret ?? __ENV.COUNTERSIGN_TOKENS_SECRET, __VU === 0)
  return brokerTokens(address, { now, hash: k6Digests.hash, send: k6Send })
}

const isOff = () => __ENV.COUNTERSIGN?.trim().toLowerCase() === 'off'

/**
 * Mistakes show at init. What is missing shows when the first virtual user starts, and not before: `k6 archive` and
 * `k6 inspect` run this part too, on machines that have no secrets.
 */
function check(provider: AnyProvider, signer: Signer): void {
  if (isOff()) {
    warnOnce(`COUNTERSIGN is off: requests to ${provider.name} leave unsigned.`)
    return
  }
  try {
    signer.ready(provider)
  } catch (thrown) {
    const isMissing = thrown instanceof CountersignError && thrown.code === 'missing-setting'
    if (!isMissing || __VU > 0) throw thrown
  }
}

/** Every virtual user runs this; those who run it for k6 itself, at the start and for the summary, say it. */
function warnOnce(message: string): void {
  if (__VU === 0) console.warn(message)
}
