import { CountersignError } from '../errors.js'
import { type AnyProvider, baseUrlOf } from '../provider.js'
import { hostsSetting, missingSettings, settingsOf } from '../settings.js'
import { parseUrl, shown } from '../url.js'

/**
 * For a tool that leaves requests alone: those to a provider without settings are refused if a variable has its prefix
 * (`INQUD_…`), since then it is meant, and a name is misspelt or a value is empty.
 * @param matching the providers that the URL may belong to, none of them with settings
 * @param all every provider: a name belongs to the one with the longest prefix
 * @param names of all variables at hand, of empty ones too
 * @throws {CountersignError} `missing-setting`
 */
export function checkNotMeant(
  matching: readonly AnyProvider[],
  all: readonly AnyProvider[],
  names: readonly string[],
): void {
  for (const provider of matching) {
    const own = names.filter((name) => ownerOf(name, all) === provider)
    if (own.length > 0) throw misconfigured(provider, own)
  }
}

function ownerOf(name: string, all: readonly AnyProvider[]): AnyProvider | undefined {
  const alike = name.toUpperCase().split('-').join('_')
  const owners = all.filter((provider) => alike.startsWith(prefixOf(provider)))
  return owners.sort((one, other) => other.id.length - one.id.length)[0]
}

const prefixOf = (provider: AnyProvider) => hostsSetting(provider).variable.slice(0, -'HOSTS'.length)

function misconfigured(provider: AnyProvider, names: readonly string[]): CountersignError {
  const missing = missingSettings(provider, {}).map((name) => `${name} is missing`)
  const known = settingsOf(provider).map(({ variable }) => variable)
  const unknown = names.filter((name) => !known.includes(name)).slice(0, 3)
  const odd = unknown.length > 0 ? ` It has no setting ${unknown.map(shown).join(', ')}.` : ''
  const text = `${provider.name}: ${missing.join(', ') || 'no setting has a value'}.${odd}`
  return new CountersignError('missing-setting', text, provider.id)
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
