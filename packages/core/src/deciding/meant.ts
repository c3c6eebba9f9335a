import type { Decider } from '../decider.js'
import { CountersignError } from '../errors.js'
import { type AnyProvider, baseUrlOf } from '../provider.js'
import {
  hasPrefix,
  hostsSetting,
  missingSetting,
  prefixOf,
  sayUnknown,
  settingsOf,
  unknownNames,
} from '../settings.js'
import { parseUrl, shown } from '../url.js'

/**
 * For a tool that leaves requests alone: those to a provider without settings are refused if a variable has its prefix
 * (`INQUD_…`) or nearly the name of a setting, since then it is meant, and a name is misspelt or a value is empty.
 * @param url one that belongs to providers without settings only
 * @throws {CountersignError} `missing-setting`
 */
export function checkNotMeant(decider: Decider, url: string): void {
  for (const provider of decider.matching(url)) {
    const names = decider.names(provider)
    const isSetting = (name: string) => settingsOf(provider).some(({ variable }) => variable === name)
    if (names.some(isSetting) || unknownNames(provider, {}, names).length > 0)
      throw missingSetting(provider, {}, { names: () => names })
  }
}

/**
 * The name of a setting that nobody reads, since it is misspelt: it may be why no provider claims a URL, a list of hosts
 * most of all. It follows the reason; empty if there is none.
 */
export function misspeltHint(decider: Decider, providers: readonly AnyProvider[]): string {
  for (const provider of providers) {
    const own = decider.names(provider).filter((name) => hasPrefix(name, prefixOf(provider)))
    // Settings take a tool a while to ask for, and most providers are not in use.
    const unknown = own.length > 0 ? unknownNames(provider, decider.values(provider), own) : []
    const found = unknown.find(({ meant }) => meant)
    if (found) return ` (${sayUnknown(found)})`
  }
  return ''
}

/**
 * For a tool that leaves requests alone: one to a host that only looks like a provider's with settings is refused, since
 * that provider is meant, by a slip or by somebody's trick.
 * @param url one that no provider claims
 * @throws {CountersignError} `unclaimed-host`
 */
export function checkNotAlike(url: string, configured: readonly AnyProvider[]): void {
  const { host } = parseUrl(url)
  for (const provider of configured) {
    const known = [...provider.hosts, parseUrl(baseUrlOf(provider)).host].find((one) => isAlike(host, one))
    if (known !== undefined) throw alike(host, known, provider)
  }
}

/** A host's domain below another (`acme.com.evil.test`), or its letters with other dots and dashes (`api-acme.com`). */
function isAlike(host: string, known: string): boolean {
  // The numbers of an address say nothing of whose it is.
  if (!/[a-z]/.test(known)) return false
  const domain = known.split('.').slice(-2).join('.')
  return `.${host}`.includes(`.${domain}.`) || letters(host) === letters(known)
}

const letters = (host: string) => host.replace(/[.-]/g, '')

function alike(host: string, known: string, provider: AnyProvider): CountersignError {
  return new CountersignError(
    'unclaimed-host',
    `"${shown(host)}" is not a host of ${provider.name}, and only looks like ${known}. Correct the URL, or, only if the host may get the credentials, list it in ${hostsSetting(provider).variable}.`,
    provider.id,
  )
}
