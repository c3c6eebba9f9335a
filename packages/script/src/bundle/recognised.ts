import { isDeepStrictEqual } from 'node:util'
import type { ProviderModule } from '@countersign/bundle'
import type { Setting } from '@countersign/core/settings'

/**
 * A provider as it stands in a script after the response: what tells its requests and its secrets from others, as data.
 * The code that signs stays out, unless it opens responses too.
 */
export function recognised(module: ProviderModule): ProviderModule {
  const { id, name, hosts, paths, settings, open } = module.provider
  const data = { id, name, hosts, ...(paths && { paths }), settings: settings.map(withoutAbout) }
  const text = JSON.stringify(data)
  if (open || !isDeepStrictEqual(JSON.parse(text), data)) return module
  return {
    provider: module.provider,
    module: `countersign:${id}`,
    named: 'default',
    text: `export default ${text}`,
  }
}

/** No script shows it. */
const withoutAbout = ({ about, ...setting }: Setting) => setting
