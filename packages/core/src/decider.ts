import { chosen, deciding, holderOf, type Match, pathRule } from './deciding/choice.js'
import { hostEntries, otherPorts } from './deciding/entries.js'
import { matchOf } from './deciding/match.js'
import { checkSafe, misspelt } from './deciding/refusals.js'
import { checkProviders } from './define.js'
import { isOff } from './off.js'
import type { AnyProvider } from './provider.js'
import { secretsAt } from './secrets/collect.js'
import { rethrow } from './secrets/conceal.js'
import { type SecretFilter, secretFilter } from './secrets/filter.js'
import { missingSettings, namesFor, type Resolver, readSettings, type Values } from './settings.js'
import { parseUrl, shown, type Url } from './url.js'

/**
 * A provider that acts on a URL, and why.
 * @example
 * ```ts
 * import { createDecider, providers } from '@countersign/core'
 * const decision = createDecider({ providers, settings: (name) => process.env[name] })('https://api.inqud.com/v1/ping')
 * const claim: Claim | undefined = decision.acts ? decision : undefined
 * ```
 */
export interface Claim {
  readonly acts: true
  /** Who acts. */
  readonly provider: AnyProvider
  /** Its settings as they are written, unchecked. */
  readonly values: Values
  readonly url: Url
  /** The host rule that matched, for people. */
  readonly why: string
}

/**
 * No provider acts: the request is sent as it is.
 * @example const other: PassThrough = { acts: false, reason: 'no-provider', why: 'example.com belongs to no provider' }
 */
export interface PassThrough {
  readonly acts: false
  /** `off`: COUNTERSIGN is off; `no-provider`: none claims the host; `unconfigured`: one does, and has no settings. */
  readonly reason: 'off' | 'no-provider' | 'unconfigured'
  /** The same as a clause, for people. */
  readonly why: string
  /** Whose host it is, if that provider has no settings. */
  readonly provider?: AnyProvider
  /** The names of the settings that it needs, as in `INQUD_TOKEN_ID`. */
  readonly missing?: readonly string[]
}

/**
 * Who acts on a URL, or why nobody does.
 * @example const tell = (decision: Decision) => (decision.acts ? decision.provider.name : `sent as it is: ${decision.why}`)
 */
export type Decision = Claim | PassThrough

/**
 * Decides which provider acts on a URL. The last URL is remembered, so that asking again costs nothing.
 * @example
 * ```ts
 * import { createDecider, providers } from '@countersign/core'
 * const decide: Decider = createDecider({ providers, settings: (name) => process.env[name] })
 * decide.matching('https://api.inqud.com/').map(({ id }) => id) // [ 'inqud' ]
 * ```
 */
export interface Decider {
  /**
   * Who acts on a URL.
   * @throws {CountersignError} `invalid-url`, `insecure-url`, `ambiguous-host`, `unclaimed-path`, and `invalid-setting`
   * on a list of further hosts
   */
  (url: string): Decision
  /**
   * The providers that a URL may belong to, with settings or without: those whose settings are needed to decide.
   * @throws {CountersignError} `invalid-url`, and `invalid-setting` on a list of further hosts
   */
  matching(url: string): readonly AnyProvider[]
  /** The settings of a provider as they are written, read once. */
  values(provider: AnyProvider): Values
  /** The names at hand that may be a provider's settings, of empty and of misspelt ones too: those of no other provider. */
  names(provider: AnyProvider): readonly string[]
  /** Takes the secrets of all providers out of a text that people will see. */
  readonly conceal: SecretFilter
}

/**
 * What it takes to decide: the providers, and where their settings are.
 * @example
 * ```ts
 * import { providers } from '@countersign/core'
 * const options: DeciderOptions = { providers, settings: (name) => process.env[name] }
 * ```
 */
export interface DeciderOptions {
  readonly providers: readonly AnyProvider[]
  /** Settings by their one name, as in `IMBURSE_PRIVATE_KEY`, and `COUNTERSIGN`. */
  readonly settings: Resolver
}

/**
 * Chooses the provider by a URL's host and path. Only the settings of the providers that the host belongs to are read,
 * each once.
 * @throws {CountersignError} `invalid-provider` if one is not written as it has to be, or two have one id
 * @example
 * ```ts
 * import { providers } from '@countersign/core'
 * createDecider({ providers, settings: (name) => process.env[name] })('https://api.inqud.com/v1/ping')
 * ```
 */
export function createDecider({ providers, settings }: DeciderOptions): Decider {
  checkProviders(providers)
  const entries = remembered((provider: AnyProvider) => hostEntries(provider, settings))
  const values = remembered((provider: AnyProvider) => {
    // Refuses a useless list of hosts: before a decision, or if no URL is decided on.
    entries(provider)
    return readSettings(provider, settings)
  })

  let filter: SecretFilter | undefined
  const conceal: SecretFilter = (text) => {
    filter ??= secretFilter(secretsAt(providers, settings))
    return filter(text)
  }

  // By loops: a script's tool may have slow methods of lists.
  function matchesIn(url: Url): Match[] {
    const matches: Match[] = []
    for (const provider of providers) {
      const match = matchOf(provider, entries(provider), url, settings)
      if (match) matches.push(match)
    }
    return matches
  }

  const matchesOf = lastOf(conceal, (url) => {
    const parsed = parseUrl(url)
    return { parsed, matches: matchesIn(parsed) }
  })

  const decide = lastOf(conceal, (url): Decision => {
    if (isOff(settings)) return { acts: false, reason: 'off', why: 'COUNTERSIGN is off' }
    const { parsed, matches } = matchesOf(url)
    const isConfigured = ({ provider }: Match) => Object.keys(values(provider)).length > 0
    const match = chosen(matches, isConfigured, parsed)
    if (!match) return unclaimed(parsed, matches, matches.filter(isConfigured))
    const { provider, why, spelling } = match
    if (spelling !== undefined) throw misspelt(parsed, match, spelling)
    checkSafe(parsed, url, provider)
    return { acts: true, provider, why: why + pathRule(match), values: values(provider), url: parsed }
  })

  function unclaimed(url: Url, matches: readonly Match[], configured: readonly Match[]): PassThrough {
    const holder = holderOf(url, matches, configured)
    return holder ? unconfigured(url, holder) : noProvider(url, otherPorts(url, providers, entries))
  }

  const names = (provider: AnyProvider) =>
    namesFor(provider, providers, settings.names ? settings.names() : [])

  return Object.assign(decide, {
    values,
    names,
    conceal,
    matching: (url: string) =>
      isOff(settings) ? [] : deciding(matchesOf(url).matches).map(({ provider }) => provider),
  })
}

/** `make`, called once for each value. */
function remembered<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new Map<Key, Made>()
  return (key) => {
    if (!known.has(key)) known.set(key, make(key))
    return known.get(key) as Made
  }
}

/** `make`, not called again for the URL it was called for last; what it throws holds no secret. */
function lastOf<Made>(conceal: SecretFilter, make: (url: string) => Made): (url: string) => Made {
  let last: { url: string; made: Made } | undefined
  return (url) => {
    if (last !== undefined && last.url === url) return last.made
    // By try and catch: a closure for each call costs k6 as much as a tenth of a signature.
    try {
      last = { url, made: make(url) }
      return last.made
    } catch (thrown) {
      return rethrow(thrown, conceal)
    }
  }
}

const unconfigured = (url: Url, provider: AnyProvider): PassThrough => ({
  acts: false,
  reason: 'unconfigured',
  provider,
  missing: missingSettings(provider, {}),
  why: `${url.host} belongs to ${provider.name}, which has no settings`,
})

const noProvider = (url: Url, otherPorts: string): PassThrough => ({
  acts: false,
  reason: 'no-provider',
  why: otherPorts
    ? `no provider claims ${shown(url.authority)}: ${otherPorts}`
    : `no provider claims the host ${shown(url.host)}`,
})
