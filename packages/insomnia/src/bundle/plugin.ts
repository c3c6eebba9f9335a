import { fileURLToPath } from 'node:url'
import {
  algorithmsOf,
  algorithmsPlugin,
  checkedProvidersPlugin,
  commentText,
  DISCREET,
  ENTRY,
  entryPlugin,
  generatedBy,
  importLine,
  importProviders,
  Notices,
  type ProviderModule,
  release,
  typedPatchesPlugin,
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
  /** Notes what of others is bundled. */
  readonly notices?: Notices
  /** The folder from which modules are resolved. Default: this package. */
  readonly from?: string
}

const plugin = fileURLToPath(new URL('../entry.js', import.meta.url))

export type { ProviderModule }

/** The plugin's one CommonJS file for a list of providers. */
export async function bundlePlugin(options: BundleOptions): Promise<string> {
  const { providers, minify = false, from } = options
  const hashes = algorithmsPlugin(await algorithmsOf(providers, from))
  const build = await rolldown({
    input: ENTRY,
    platform: 'node',
    plugins: [
      checkedProvidersPlugin(providers),
      typedPatchesPlugin(providers),
      entryPlugin(entrySource(options), options),
      hashes,
      lazyBuiltins(),
      lazyTables(),
    ],
    treeshake: { moduleSideEffects: false },
    ...DISCREET,
  })
  const { output } = await build.generate({
    format: 'cjs',
    exports: 'named',
    codeSplitting: false,
    minify,
    comments: { legal: false, annotation: false, jsdoc: !minify },
  })
  await build.close()
  const { code, modules } = output[0]
  const notices = new Notices()
  notices.note(modules)
  options.notices?.add(notices)
  return `${headline(options, notices)}\n${code}`
}

function headline({ providers, version }: BundleOptions, { lines }: Notices): string {
  const names = providers.map(({ provider }) => provider.name).join(', ')
  const source = release.repository && ` ${release.repository}`
  const text = `${generatedBy('packages/insomnia', version)} for Insomnia: ${names}. MIT.${source} Bundled in it: ${lines.join('; ')}.`
  return `/*! ${commentText(text)} */`
}

function entrySource({ providers, title }: BundleOptions): string {
  const { imports, list } = importProviders(providers)
  return [
    importLine('insomniaPlugin', plugin),
    imports,
    `export const { requestHooks, responseHooks, requestActions } = insomniaPlugin(${list}${title === undefined ? '' : `, ${JSON.stringify(title)}`})`,
  ].join('\n')
}
