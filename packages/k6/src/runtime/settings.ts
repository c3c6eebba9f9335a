import { CountersignError, reasonOf } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import { fromObject, type Resolver, settingName, settingsOf } from '@countersign/core/settings'
import type { SecretSource, Settings } from './types.js'

/** Settings from an object by their names in code, then from `__ENV` by their one name. */
export function resolverOf(provider: AnyProvider, settings: Settings = {}): Resolver {
  checkNames(provider, Object.keys(settings))
  const own = fromObject(provider, settings)
  return (name) => own(name) ?? __ENV[name]
}

function checkNames(provider: AnyProvider, names: readonly string[]): void {
  const known = settingsOf(provider).map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return
  const message = `${provider.name} has no setting "${unknown}"; it has ${known.join(', ')}.`
  throw new CountersignError('invalid-setting', message, provider.id)
}

/**
 * Settings that `k6/secrets` holds by their one name; those that `__ENV` holds are not asked for. What is missing
 * shows when a virtual user starts: `k6 archive` runs this too, on machines without secrets.
 * @throws {CountersignError} `missing-setting` with the source's reason, if a required one is nowhere
 */
export async function settingsFromSecrets(
  provider: AnyProvider,
  source: SecretSource,
  names?: readonly string[],
): Promise<Settings> {
  checkNames(provider, names ?? [])
  const settings: Record<string, string> = {}
  const asked = settingsOf(provider).filter(({ name }) => names?.includes(name) ?? true)
  await Promise.all(
    asked.map(async ({ name, required, forTokens }) => {
      const known = settingName(provider.id, name)
      if (__ENV[known]) return
      try {
        settings[name] = await source.get(known)
      } catch (thrown) {
        const isNeeded = names || (required && !(forTokens && __ENV.COUNTERSIGN_TOKENS))
        if (isNeeded && __VU > 0) throw missing(provider, known, thrown)
      }
    }),
  )
  return settings
}

function missing({ id, name }: AnyProvider, setting: string, thrown: unknown): CountersignError {
  const message = `${name}: ${setting} is missing: neither __ENV nor the secret source has it (${reasonOf(thrown)}).`
  return new CountersignError('missing-setting', message, id)
}
