import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  algorithmsOf,
  commentText,
  DISCREET,
  ENTRY,
  entryPlugin,
  generatedBy,
  importLine,
  importProviders,
  leanPlugin,
  Notices,
  type ProviderModule,
  sourceOf,
  typedPatchesPlugin,
} from '@countersign/bundle'
import { type Plugin, rolldown } from 'rolldown'
import { shortNullish } from './nullish.js'
import { spreadPlugin } from './spread.js'

export interface BundleOptions {
  /** The providers of the file: any, not only those that Countersign brings. */
  readonly providers: readonly ProviderModule[]
  readonly version: string
  /** Take RSA and AES along. Default: if a provider uses them. */
  readonly cipher?: boolean
  /** Notes what of others is bundled. */
  readonly notices?: Notices
  /** The folder from which their modules are resolved. Default: this package. */
  readonly from?: string
}

const runtime = (file: string) => fileURLToPath(new URL(`../runtime/${file}`, import.meta.url))

export { typesFor } from './types.js'
export type { ProviderModule }

/** One ES module for stock k6, whose only imports are k6's own. */
export async function bundle(options: BundleOptions): Promise<string> {
  const { signatures } = await algorithmsOf(options.providers, options.from)
  const code = await build(options, {
    source: entrySource(options.providers, stockParts(options, signatures.length > 0)),
    format: 'es',
    plugins: [],
    // What the oldest k6 can read (Babel 6 reads it for k6 before 0.53), so that it can say that it is too old.
    target: 'es2017',
  })
  return shortNullish(code)
}

/**
 * One ES module for a k6 with the extension in it: providers that the extension does not bring, over what it lends.
 * Their tokens are in its store, shared by all virtual users.
 */
export async function bundleOverExtension(options: BundleOptions): Promise<string> {
  // Go has all of them; a provider that runs in Node alone is refused here.
  await algorithmsOf(options.providers, options.from)
  const parts = {
    imports: [importLine('host, tokens', 'k6/x/countersign')],
    made: '{ host, ownTokens: (provider, drain) => tokens(drain) }',
  }
  const source = entrySource(options.providers, parts)
  return build(options, { source, format: 'es', plugins: [], target: 'es2022' })
}

/** The script of the extension: one function expression, of what Go lends, that returns the module's exports. */
export async function bundleExtension(options: BundleOptions): Promise<string> {
  const parts = {
    imports: [importLine('extensionParts', runtime('extension/parts.js')), 'const parts = extensionParts()'],
    made: 'parts',
  }
  const source = `${entrySource(options.providers, parts)}\n${LENT}`
  return build(options, { source, format: 'cjs', plugins: [overGo], target: 'es2022', wrapped: asFunction })
}

const asFunction = (code: string) => `(function (lent) {\nconst exports = {};\n${code}\nreturn exports;\n})\n`

// For the modules of other providers.
const LENT = 'export const host = parts.host, tokens = (drain) => parts.ownTokens(undefined, drain)'

interface Target {
  readonly source: string
  readonly format: 'es' | 'cjs'
  readonly plugins: readonly Plugin[]
  readonly target: 'es2017' | 'es2022'
  readonly wrapped?: (code: string) => string
}

async function build(options: BundleOptions, made: Target): Promise<string> {
  const { source, format, plugins, target, wrapped = (code) => code } = made
  const bundler = await rolldown({
    input: ENTRY,
    external: /^k6(\/|$)/,
    plugins: [
      entryPlugin(source, options),
      typedPatchesPlugin(options.providers),
      leanPlugin(options.providers),
      spreadPlugin,
      ...plugins,
    ],
    treeshake: { moduleSideEffects: false },
    ...DISCREET,
    transform: { target, assumptions: { noDocumentAll: true, setPublicClassFields: true } },
  })
  const { output } = await bundler.generate({
    format,
    codeSplitting: false,
    comments: { legal: false, annotation: false, jsdoc: false },
  })
  await bundler.close()
  const { code, modules } = output[0]
  const notices = new Notices()
  notices.note(modules)
  options.notices?.add(notices)
  return `${banner(options, notices.lines)}\n${wrapped(code)}`
}

/** Puts what Go lends in the place of k6's modules. */
const overGo: Plugin = {
  name: 'countersign-over-go',
  resolveId(id, importer) {
    const isK6 =
      id === './k6.js' && importer !== undefined && resolve(dirname(importer), id) === runtime('k6.js')
    return isK6 ? runtime('extension/k6.js') : undefined
  },
}

/** How an entry gets what a k6 lends. */
interface Parts {
  readonly imports: readonly string[]
  readonly made: string
}

function stockParts({ providers, cipher }: BundleOptions, signs: boolean): Parts {
  const seals = cipher ?? providers.some(({ provider }) => provider.uses?.includes('cipher'))
  const makers = [seals ? 'k6Cipher' : 'undefined', ...(signs ? ['k6Signer'] : [])].join(', ')
  return {
    imports: [
      importLine('stockParts', runtime('stock/parts.js')),
      ...(seals ? [importLine('k6Cipher', runtime('stock/cipher.js'))] : []),
      ...(signs ? [importLine('k6Signer', runtime('stock/signer.js'))] : []),
    ],
    made: `stockParts(${makers})`,
  }
}

function entrySource(providers: readonly ProviderModule[], parts: Parts): string {
  const { imports, list } = importProviders(providers)
  return [
    importLine('exports as makeExports', runtime('exports.js')),
    ...parts.imports,
    imports,
    `export const { countersign, tlsAuth } = makeExports(${list}, ${parts.made})`,
  ].join('\n')
}

function banner({ providers, version }: BundleOptions, bundled: readonly string[]): string {
  const names = commentText(providers.map(({ provider }) => provider.name).join(', '))
  return [
    '/*!',
    ` * ${generatedBy('packages/k6', version)} for k6: ${names}.`,
    " * import { countersign } from this file's path; see docs/k6.md of the source.",
    ` * Generated from ${sourceOf('packages/k6')}.`,
    ' * Licence: MIT, Copyright (c) the Countersign authors.',
    ...bundled.map((line) => ` * Bundled in it: ${commentText(line)}.`),
    ' */',
  ].join('\n')
}
