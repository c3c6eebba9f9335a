import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnyProvider } from '@countersign/core/provider'
import { rolldown } from 'rolldown'
import { lazyBuiltins } from './lazy-builtins.js'
import { lazyTables } from './lazy-tables.js'

/** A provider and where a bundler finds it: `import {named} from 'module'`. */
export interface ProviderModule {
  readonly provider: AnyProvider
  readonly module: string
  readonly named: string
}

export interface BundleOptions {
  readonly providers: readonly ProviderModule[]
  readonly version: string
  readonly minify?: boolean
  /** The folder from which modules are resolved. Default: this package. */
  readonly from?: string
}

const here = dirname(fileURLToPath(import.meta.url))
const ENTRY = 'countersign:entry'

/** The plugin's one CommonJS file for a list of providers. */
export async function bundlePlugin(options: BundleOptions): Promise<string> {
  const { providers, version, minify = false, from = here } = options
  const build = await rolldown({
    input: ENTRY,
    platform: 'node',
    plugins: [entryPlugin(entrySource(providers), from), lazyBuiltins(), lazyTables()],
    treeshake: { moduleSideEffects: false },
  })
  const names = providers.map(({ provider }) => provider.name).join(', ')
  const { output } = await build.generate({
    format: 'cjs',
    exports: 'named',
    codeSplitting: false,
    minify,
    comments: { legal: false, annotation: false, jsdoc: !minify },
    postBanner: `/*! Countersign ${version} for Insomnia: ${names}. MIT; bundled in it: noble-ciphers, MIT, Paul Miller (paulmillr.com). */`,
  })
  await build.close()
  return output[0].code
}

function entrySource(providers: readonly ProviderModule[]): string {
  const imports = providers.map(
    ({ module, named }, index) => `import { ${named} as provider${index} } from ${JSON.stringify(module)}`,
  )
  const list = providers.map((_, index) => `provider${index}`).join(', ')
  return [
    `import { insomniaPlugin } from 'countersign:plugin'`,
    ...imports,
    `export const { requestHooks, responseHooks, requestActions } = insomniaPlugin([${list}])`,
  ].join('\n')
}

function entryPlugin(source: string, from: string) {
  return {
    name: 'countersign-entry',
    resolveId(id: string, importer?: string) {
      if (id === ENTRY) return { id: ENTRY, moduleSideEffects: true }
      if (id === 'countersign:plugin') return `${dirname(here)}/entry.js`
      if (importer === ENTRY && !id.startsWith('/')) return resolveFrom(id, from)
      return undefined
    },
    load: (id: string) => (id === ENTRY ? source : undefined),
  }
}

function resolveFrom(id: string, from: string): string {
  return fileURLToPath(import.meta.resolve(id, new URL('entry.js', `file://${from}/`).href))
}
