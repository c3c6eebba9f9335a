import { type AnyProvider, baseUrlOf } from '@countersign/core/provider'
import { type Resolver, toolSettings } from '@countersign/core/settings'

/** Every setting by its one name, all of them empty, and the base of the URLs. */
export const environmentOf = (provider: AnyProvider): Record<string, string> =>
  filledEnvironment(provider, () => undefined)

/**
 * An environment to paste into Insomnia: every setting that a request needs by its one name, and the base of the URLs.
 * What has no value is empty. Mutual TLS is not among them: Insomnia holds that in the collection's settings.
 * @param baseUrl where the provider is: a sandbox, say
 * @example JSON.stringify(filledEnvironment(inqud, (name) => sandbox.env[name], sandbox.origins.inqud), null, 2)
 */
export function filledEnvironment(
  provider: AnyProvider,
  values: Resolver,
  baseUrl: string = baseUrlOf(provider),
): Record<string, string> {
  const entries = toolSettings(provider).map(({ variable }) => [variable, values(variable) ?? ''] as const)
  return { baseUrl, ...Object.fromEntries(entries) }
}
