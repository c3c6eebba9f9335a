import { fileURLToPath } from 'node:url'
import type { Plugin } from 'rolldown'
import { isOurs, type ProviderModule } from './entry.js'

/** The module in place of core's strict reading of patches. */
export const TYPED_PATCH = fileURLToPath(new URL('./typed-patch.js', import.meta.url))
const CORE = /[\\/](?:@countersign|packages)[\\/]core[\\/]dist[\\/]/

/**
 * The patches of Countersign's own providers keep to their types, and each of them is tested in the strict reading: a
 * bundle of theirs alone does without. The patches of others are always read strictly.
 */
export function typedPatchesPlugin(providers: readonly ProviderModule[]): Plugin {
  const areOurs = providers.every(isOurs)
  return {
    name: 'countersign-typed-patches',
    resolveId: (id, importer = '') =>
      areOurs && id.endsWith('/patch.js') && CORE.test(importer) ? TYPED_PATCH : undefined,
  }
}
