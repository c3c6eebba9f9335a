import { bearer } from '../bearer/bearer.js'
import type { Host } from '../host.js'
import { checkedWork, needsOf } from '../needs.js'
import type { AnyProvider, Call } from '../provider.js'
import type { TokenSource } from '../tokens.js'
import type { MaybeWaiting } from '../waiting.js'
import { checkSent } from './change.js'
import type { Ready } from './ready.js'

/** What has to be done before a request is signed. */
export interface Work {
  /** What has to be waited for; undefined if that is nothing. */
  of(call: Call<unknown>, provider: AnyProvider): MaybeWaiting<unknown> | undefined
  /** Where a provider's tokens at an origin come from. */
  source(provider: AnyProvider, origin: string): TokenSource | undefined
}

export function createWork(host: Host, ready: Ready): Work {
  const sources = new Map<string, TokenSource | undefined>()

  /** Made once for each origin: a source tells its tokens apart by a hash. */
  function source(provider: AnyProvider, origin: string): TokenSource | undefined {
    const name = `${provider.id} ${origin}`
    const made = sources.get(name) ?? provider.tokens?.(origin, { settings: ready(provider), host })
    sources.set(name, made)
    return made
  }

  return {
    source,
    of(call, provider) {
      if ((!provider.prepare && !provider.tokens) || !needsOf(provider, call).waits) return undefined
      // No token is requested on behalf of a request that cannot be sent.
      checkSent(call, provider)
      if (provider.prepare) return checkedWork(provider, provider.prepare(call))
      return bearer(source(provider, call.url.origin) as TokenSource, host, call.trace)
    },
  }
}
