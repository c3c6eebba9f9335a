import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { providers } from '@countersign/core'
import type { AnyProvider } from '@countersign/core/provider'
import type { Plugin } from 'rolldown'

/** A provider and where a bundler finds it: `import {named} from 'module'`. */
export interface ProviderModule {
  readonly provider: AnyProvider
  readonly module: string
  readonly named: string
}

/** The providers that Countersign brings, one module for each. */
export const ownProviders: readonly ProviderModule[] = providers.map((provider) => ({
  provider,
  module: `@countersign/core/providers/${provider.id}/index`,
  named: provider.id,
}))

/** The name of the entry module, for a bundler's `input`. */
export const ENTRY = 'countersign:entry'

/** The import statements of an entry, and the array literal that lists what they import. */
export interface ProviderImports {
  readonly imports: string
  readonly list: string
}

/** How an entry imports its providers, each under a name that no other has. */
export function importProviders(modules: readonly ProviderModule[]): ProviderImports {
  const lines = modules.map(({ module, named }, at) => importLine(`${named} as provider${at}`, module))
  return { imports: lines.join('\n'), list: `[${modules.map((_, at) => `provider${at}`).join(', ')}]` }
}

/** An import statement. `module` may be the absolute path of a file. */
export const importLine = (what: string, module: string) =>
  `import { ${what} } from ${JSON.stringify(module)}`

const here = dirname(fileURLToPath(import.meta.url))

/** Serves `source` as the module {@link ENTRY}; what it imports is resolved from the folder `from`. */
export function entryPlugin(source: string, from = here): Plugin {
  return {
    name: 'countersign-entry',
    resolveId(id, importer) {
      if (id === ENTRY) return { id: ENTRY, moduleSideEffects: true }
      return importer === ENTRY ? this.resolve(id, join(from, 'entry.js'), { skipSelf: true }) : undefined
    },
    load: (id) => (id === ENTRY ? source : undefined),
  }
}
