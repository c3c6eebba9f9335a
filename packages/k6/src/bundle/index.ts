import { fileURLToPath } from 'node:url'
import {
  algorithmsOf,
  ENTRY,
  entryPlugin,
  importLine,
  importProviders,
  type ProviderModule,
} from '@countersign/bundle'
import { rolldown } from 'rolldown'
import { spreadPlugin } from './spread.js'

export interface BundleOptions {
  /** The providers of the file: any, not only those that Countersign brings. */
  readonly providers: readonly ProviderModule[]
  readonly version: string
  /** Take RSA and AES along. Default: if a provider uses them. */
  readonly cipher?: boolean
  /** The folder from which their modules are resolved. Default: this package. */
  readonly from?: string
}

const runtime = (file: string) => fileURLToPath(new URL(`../runtime/${file}`, import.meta.url))

export type { ProviderModule }

/** One ES module for k6, whose only imports are k6's own. */
export async function bundle(options: BundleOptions): Promise<string> {
  const { signatures } = await algorithmsOf(options.providers, options.from)
  const build = await rolldown({
    input: ENTRY,
    external: /^k6(\/|$)/,
    plugins: [entryPlugin(entrySource(options, signatures.length > 0), options.from), spreadPlugin],
    treeshake: { moduleSideEffects: false },
    // What the oldest k6 can read (Babel 6 reads it for k6 before 0.53), so that it can say that it is too old.
    transform: { target: 'es2017', assumptions: { noDocumentAll: true, setPublicClassFields: true } },
  })
  const { output } = await build.generate({
    format: 'es',
    codeSplitting: false,
    comments: { legal: false, annotation: false, jsdoc: false },
    postBanner: banner(options),
  })
  await build.close()
  return output[0].code
}

function entrySource({ providers, cipher }: BundleOptions, signs: boolean): string {
  const seals = cipher ?? providers.some(({ provider }) => provider.uses?.includes('cipher'))
  const { imports, list } = importProviders(providers)
  const makers = [seals ? 'k6Cipher' : 'undefined', ...(signs ? ['k6Signer'] : [])].join(', ')
  return [
    importLine('exports as makeExports', runtime('exports.js')),
    importLine('stockParts', runtime('stock/parts.js')),
    ...(seals ? [importLine('k6Cipher', runtime('stock/cipher.js'))] : []),
    ...(signs ? [importLine('k6Signer', runtime('stock/signer.js'))] : []),
    imports,
    `export const { countersign, tlsAuth } = makeExports(${list}, stockParts(${makers}))`,
  ].join('\n')
}

function banner({ providers, version }: BundleOptions): string {
  const names = providers.map(({ provider }) => provider.name).join(', ')
  return [
    '/*!',
    ` * Countersign ${version} for k6: ${names}.`,
    " * import { countersign } from this file's path; see docs/k6.md of the source.",
    ' * Generated. Source: https://github.com/countersign/countersign (packages/k6)',
    ' * Licence: MIT, Copyright (c) the Countersign authors.',
    ' */',
  ].join('\n')
}
