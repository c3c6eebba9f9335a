import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AnyProvider } from '@countersign/core/provider'
import { rolldown } from 'rolldown'
import { spreadPlugin } from './spread.js'

/** A provider and where a bundler finds it: `import {named} from 'module'`. */
export interface ProviderModule {
  readonly provider: AnyProvider
  readonly module: string
  readonly named: string
}

export interface BundleOptions {
  /** The providers of the file: any, not only those that Countersign brings. */
  readonly providers: readonly ProviderModule[]
  readonly version: string
  /** Take RSA and AES along. Default: where a provider opens answers, since it then seals bodies too. */
  readonly cipher?: boolean
  /** The folder from which their modules are resolved. Default: this package. */
  readonly from?: string
}

const here = dirname(fileURLToPath(import.meta.url))
const ENTRY = 'countersign:entry'

/** One ES module for k6, whose only imports are k6's own. */
export async function bundle(options: BundleOptions): Promise<string> {
  const { from = here } = options
  const build = await rolldown({
    input: ENTRY,
    external: /^k6(\/|$)/,
    plugins: [entryPlugin(entrySource(options), from), spreadPlugin],
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

function entrySource({ providers, cipher }: BundleOptions): string {
  const seals = cipher ?? providers.some(({ provider }) => provider.open !== undefined)
  const imports = providers.map(
    ({ module, named }, at) => `import { ${named} as provider${at} } from ${JSON.stringify(module)}`,
  )
  const list = providers.map((_, at) => `provider${at}`).join(', ')
  return [
    `import { offer } from 'countersign:module/countersign.js'`,
    ...(seals ? [`import { k6Cipher } from 'countersign:module/cipher.js'`] : []),
    ...imports,
    `export const { countersign, tlsAuth } = offer([${list}]${seals ? ', k6Cipher' : ''})`,
  ].join('\n')
}

function entryPlugin(source: string, from: string) {
  return {
    name: 'countersign-entry',
    resolveId(id: string, importer?: string) {
      if (id === ENTRY) return { id: ENTRY, moduleSideEffects: true }
      if (id.startsWith('countersign:module/')) return `${dirname(here)}/${id.slice('countersign:'.length)}`
      if (importer === ENTRY && !id.startsWith('/') && !id.startsWith('k6/')) return resolveFrom(id, from)
      return undefined
    },
    load: (id: string) => (id === ENTRY ? source : undefined),
  }
}

function resolveFrom(id: string, from: string): string {
  return fileURLToPath(import.meta.resolve(id, pathToFileURL(`${from}/entry.js`).href))
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
