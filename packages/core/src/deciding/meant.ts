import type { Decider } from '../decider.js'
import type { AnyProvider } from '../provider.js'
import { hasPrefix, missingSetting, prefixOf, sayUnknown, settingsOf, unknownNames } from '../settings.js'

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
