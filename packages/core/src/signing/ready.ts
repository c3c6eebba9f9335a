import type { Decider } from '../decider.js'
import type { Host } from '../host.js'
import { asynchronous, isPromise } from '../needs.js'
import type { AnyProvider, Provider, SetupTools } from '../provider.js'
import { checkSettings, missingSettings, type SettingsUse, type Values, withDefaults } from '../settings.js'

/**
 * What a provider is made ready for: requests, or opening responses only.
 * @example
 * ```ts
 * import { mastercard, type Signer } from '@countersign/core'
 * const purpose: Purpose = 'response'
 * const keysOf = (signer: Signer) => signer.ready(mastercard, purpose)
 * ```
 */
export type Purpose = 'request' | 'response'

/** What a provider's `setup` made of its settings. */
export type Ready = <Made>(provider: Provider<Made>, purpose?: Purpose) => Made

/** Calls each provider's `setup` once, its settings checked. */
export function createReady(decider: Decider, host: Host, warn: SetupTools['warn']): Ready {
  const known = new Map<string, unknown>()
  const isBrokered = host.tokens?.isBrokered

  function made(provider: AnyProvider, purpose: Purpose | undefined): unknown {
    const values = decider.values(provider)
    const opensOnly = purpose === 'response' && missingSettings(provider, values, { isBrokered }).length > 0
    const name = opensOnly ? `${provider.id} for responses` : provider.id
    const names = () => decider.names(provider)
    if (!known.has(name))
      known.set(name, setUp(provider, values, { host, warn }, { isBrokered, opensOnly, names }))
    return known.get(name)
  }

  // Most calls are for the provider of the call before.
  let last: AnyProvider | undefined
  let lastReady: unknown

  return <Made>(provider: Provider<Made>, purpose?: Purpose) => {
    if (provider === last) return lastReady as Made
    const ready = known.get(provider.id) ?? made(provider, purpose)
    if (purpose !== 'response') [last, lastReady] = [provider, ready]
    return ready as Made
  }
}

/**
 * What a provider's `setup` makes of its settings, once they are checked.
 * @throws {CountersignError} `missing-setting`, `invalid-setting`, `invalid-key`
 */
export function setUp(provider: AnyProvider, values: Values, tools: SetupTools, use?: SettingsUse): unknown {
  checkSettings(provider, values, use)
  const ready = provider.setup(withDefaults(provider, values), tools)
  if (isPromise(ready)) throw asynchronous(provider, 'setup')
  return ready
}
