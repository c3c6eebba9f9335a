import type { Plugin } from 'rolldown'
import { isDefinition, type ProviderModule } from './entry.js'
import { lean } from './lean.js'

// The runtime of definitions tells its steps to a trace as core does.
const OURS = /[\\/](?:@countersign|packages)[\\/](?:core[\\/]dist|definitions[\\/]dist[\\/]runtime)[\\/]/

/**
 * For a bundle that hands no trace to a signer: takes out what is reported to one, and what only describes a provider. Only
 * in modules of ours: elsewhere `trace` and `about` may be anything, and be part of what is signed.
 */
export function leanPlugin(providers: readonly ProviderModule[]): Plugin {
  const definitions = new Set(providers.filter(isDefinition).map(({ module }) => module))
  return {
    name: 'countersign-lean',
    transform(code, id) {
      return OURS.test(id) || definitions.has(id) ? lean(code, (text) => this.parse(text)) : undefined
    },
  }
}
