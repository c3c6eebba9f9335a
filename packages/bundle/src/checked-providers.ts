import { checkProviders } from '@countersign/core/define'
import type { BundlerPlugin, ProviderModule } from './entry.js'

const PLACE = /[\\/](?:@countersign|packages)[\\/]core[\\/]dist[\\/]define\.js$/

/**
 * Checks how providers are written once, while they are bundled: a bundle that is loaded for each request need not.
 * @throws {CountersignError} `invalid-provider`
 */
export function checkedProvidersPlugin(providers: readonly ProviderModule[]): BundlerPlugin {
  checkProviders(providers.map(({ provider }) => provider))
  const plugin = {
    name: 'countersign-checked-providers',
    load: (id: string) => (PLACE.test(id) ? UNCHECKED : undefined),
  }
  return plugin
}

const UNCHECKED =
  'export const checkProviders = () => {}\nexport const defineProvider = (provider) => provider'
