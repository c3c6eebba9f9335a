import { fileURLToPath } from 'node:url'
import {
  algorithmsOf,
  algorithmsPlugin,
  commentText,
  DISCREET,
  ENTRY,
  entryPlugin,
  importLine,
  importProviders,
  type ProviderModule,
} from '@countersign/bundle'
import { rolldown } from 'rolldown'
import { lazyBuiltins } from './lazy-builtins.js'
import { lazyTables } from './lazy-tables.js'

export interface BundleOptions {
  readonly providers: readonly ProviderModule[]
  readonly version: string
  readonly minify?: boolean
  /** What its actions in the menu of a request begin with. Default: `Countersign`. */
  readonly title?: string
  /** The folder from which modules are resolved. Default: this package. */
  readonly from?: string
}

const plugin = fileURLToPath(new URL('../entry.js', import.meta.url))

export type { ProviderModule }

/** The plugin's one CommonJS file for a list of providers. */
export async function bundlePlugin(options: BundleOptions): Promise<string> {
  const { providers, version, minify = false, from } = options
  const hashes = algorithmsPlugin(await algorithmsOf(providers, from))
  const build = await rolldown({
    input: ENTRY,
    platform: 'node',
    plugins: [entryPlugin(entrySource(options), options), hashes, lazyBuiltins(), lazyTables()],
    treeshake: { moduleSideEffects: false },
    ...DISCREET,
  })
  const names = commentText(providers.map(({ provider }) => provider.name).join(', '))
  const { output } = await build.generate({
    format: 'cjs',
    exports: 'named',
    codeSplitting: false,
    minify,
    comments: { legal: false, annotation: false, jsdoc: !minify },
    postBanner: `/*! Countersign ${version} for Insomnia: ${names}. MIT; bundled in it: noble-hashes and noble-ciphers, MIT, Paul Miller (paulmillr.com). */`,
  })
  await build.close()
  return output[0].code
}

function entrySource({ providers, title }: BundleOptions): string {
  const { imports, list } = importProviders(providers)
  return [
    importLine('insomniaPlugin', plugin),
    imports,
    `export const { requestHooks, responseHooks, requestActions } = insomniaPlugin(${list}${title === undefined ? '' : `, ${JSON.stringify(title)}`})`,
  ].join('\n')
}
