import { CountersignError } from './errors.js'
import type { AnyProvider } from './provider.js'
import { invalidSetting, type Resolver, readSettings, type Values } from './settings.js'
import {
  type HostEntry,
  isLoopback,
  isWithin,
  matchesEntry,
  parseHostEntry,
  parseUrl,
  shown,
  type Url,
} from './url.js'

/** A provider that acts on a URL, and why. */
export interface Claim {
  readonly acts: true
  readonly provider: AnyProvider
  readonly values: Values
  readonly url: Url
  /** The host rule that matched, for people. */
  readonly why: string
}

/** Nobody acts: the request is left as it is. */
export interface LeftAlone {
  readonly acts: false
  readonly reason: 'off' | 'no-provider' | 'not-in-use'
  readonly why: string
  /** Whose host it is, where nothing of that provider is set. */
  readonly provider?: AnyProvider
}

export type Decision = Claim | LeftAlone

export interface Decider {
  (url: string): Decision
  values(provider: AnyProvider): Values
}

interface Known {
  readonly provider: AnyProvider
  readonly values: Values
  readonly entries: readonly HostEntry[]
}

/** The choice of the provider by a URL's host. Settings are read once, when first needed. */
export function decide(options: { providers: readonly AnyProvider[]; settings: Resolver }): Decider {
  let known: Known[] | undefined
  let last: { url: string; decision: Decision } | undefined
  const load = () => (known ??= options.providers.map((provider) => knowledge(provider, options.settings)))

  function decideUrl(url: string): Decision {
    if (options.settings('COUNTERSIGN')?.trim().toLowerCase() === 'off') {
      return { acts: false, reason: 'off', why: 'COUNTERSIGN is off' }
    }
    const parsed = parseUrl(url)
    const matching = load().flatMap((one) => {
      const why = ruleFor(one, parsed)
      return why ? [{ ...one, why }] : []
    })
    const inUse = matching.filter(({ values }) => Object.keys(values).length > 0)
    if (inUse.length > 1)
      throw ambiguous(
        inUse.map(({ provider }) => provider),
        parsed,
      )
    const [claim] = inUse
    if (!claim) return unclaimed(parsed, matching[0]?.provider)
    checkSafe(parsed, url, claim.provider)
    return { acts: true, provider: claim.provider, values: claim.values, url: parsed, why: claim.why }
  }

  const decider = (url: string) => {
    if (last?.url !== url) last = { url, decision: decideUrl(url) }
    return last.decision
  }
  return Object.assign(decider, {
    values: (provider: AnyProvider) =>
      load().find((one) => one.provider === provider)?.values ?? readSettings(provider, options.settings),
  })
}

function knowledge(provider: AnyProvider, settings: Resolver): Known {
  const values = readSettings(provider, settings)
  const listed = (values.hosts ?? '').split(',').filter((entry) => entry.trim() !== '')
  return { provider, values, entries: listed.map((entry) => entryOf(provider, entry)) }
}

function entryOf(provider: AnyProvider, text: string): HostEntry {
  const entry = parseHostEntry(text)
  if (!entry)
    throw invalidSetting(provider, 'hosts', `must list host or host:port, and "${shown(text)}" is neither`)
  return entry
}

function ruleFor({ provider, entries }: Known, url: Url): string | undefined {
  const own = provider.hosts.find((name) => isWithin(url.host, name))
  if (own) return url.host === own ? `the host is ${own}` : `the host ${url.host} is below ${own}`
  if (entries.some((entry) => matchesEntry(url, entry))) {
    return `the host ${url.host} is listed in the setting hosts of ${provider.name}`
  }
  return undefined
}

function unclaimed(url: Url, unset: AnyProvider | undefined): Decision {
  if (unset) {
    return {
      acts: false,
      reason: 'not-in-use',
      provider: unset,
      why: `${url.host} is a host of ${unset.name}, of which nothing is set`,
    }
  }
  return { acts: false, reason: 'no-provider', why: `no provider claims the host ${shown(url.host)}` }
}

function ambiguous(providers: readonly AnyProvider[], { host }: Url): CountersignError {
  const names = providers.map(({ name }) => name).join(' and ')
  return new CountersignError(
    'ambiguous-host',
    `${names} both claim ${host}. Take it out of the hosts of one of them.`,
  )
}

/** A credential travels over TLS, or stays on this machine; and nobody smuggles another one into the URL. */
function checkSafe(url: Url, text: string, { id, name }: AnyProvider): void {
  if (url.hasUserInfo) {
    const message = `${shown(text)}: the URL of a request to ${name} must not hold a user name or password. Take it out.`
    throw new CountersignError('invalid-url', message, id)
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    throw new CountersignError(
      'invalid-url',
      `${shown(text)}: the URL holds a control character. Take it out.`,
      id,
    )
  }
  if (url.scheme !== 'https' && !(url.scheme === 'http' && isLoopback(url.host))) {
    const message = `${shown(text)}: ${name} is asked over https only; plain http is for this machine itself. Write https://.`
    throw new CountersignError('insecure-url', message, id)
  }
}
