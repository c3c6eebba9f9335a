import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { providers } from '@countersign/core'
import type { AnyProvider } from '@countersign/core/provider'
import type { Plugin } from 'rolldown'

/** A provider and where a bundler finds it: `import {named} from 'module'`. */
export interface ProviderModule {
  readonly provider: AnyProvider
  /** A package's module, or the absolute path of a file. */
  readonly module: string
  readonly named: string
  /** The export is a list of providers, and this is the place in it. */
  readonly at?: number
  /** The module's JavaScript, if the file is not code: a definition. */
  readonly text?: string
}

/** The name of a provider in code: `mastercard-oauth` → `mastercardOauth`. */
function exportOf(id: string): string {
  return id.replace(/-([a-z])/g, (_hyphen, letter: string) => letter.toUpperCase())
}

/** The providers that Countersign brings, one module for each. */
export const ownProviders: readonly ProviderModule[] = providers.map((provider) => ({
  provider,
  module: `@countersign/core/providers/${provider.id}/index`,
  named: exportOf(provider.id),
}))

/** Whether a provider is one that Countersign brings. */
export const isOurs = ({ module }: ProviderModule): boolean =>
  ownProviders.some((own) => own.module === module)

/** Whether a provider is a compiled definition. Its patches keep to their types, as those of Countersign's own do. */
export const isDefinition = ({ text = '' }: ProviderModule): boolean =>
  /^import \{ [^}]*\bdefined(?:By|Waiting) as /.test(text)

/** The name of the entry module, for a bundler's `input`. */
export const ENTRY = 'countersign:entry'

/** The import statements of an entry, and the array literal that lists what they import. */
export interface ProviderImports {
  readonly imports: string
  readonly list: string
}

/** How an entry imports its providers, each under a name that no other has. */
export function importProviders(modules: readonly ProviderModule[]): ProviderImports {
  const lines = modules.map(({ module, named }, n) => importLine(`${named} as provider${n}`, module))
  const items = modules.map(({ at }, n) => (at === undefined ? `provider${n}` : `provider${n}[${at}]`))
  return { imports: lines.join('\n'), list: `[${items.join(', ')}]` }
}

/** An import statement. `module` may be the absolute path of a file. */
export const importLine = (what: string, module: string) =>
  `import { ${what} } from ${JSON.stringify(module)}`

const here = dirname(fileURLToPath(import.meta.url))

/** A plugin for rolldown, in words of our own: rolldown is an optional peer, and its types need a newer TypeScript. */
export interface BundlerPlugin {
  readonly name: string
}

/** What an entry is made of. */
export interface EntryOptions {
  readonly providers: readonly ProviderModule[]
  /** The folder from which modules are resolved. Default: this package. */
  readonly from?: string | undefined
}

/**
 * Serves `source` as the module {@link ENTRY}; what it imports is resolved from the folder `from`. So is what any module
 * imports of Countersign: a bundle has one core, and a file with a provider needs no packages beside it.
 */
export function entryPlugin(source: string, { providers, from = here }: EntryOptions): BundlerPlugin {
  const texts = new Map(providers.flatMap(({ module, text }) => (text === undefined ? [] : [[module, text]])))
  const place = join(from, 'entry.js')
  const plugin: Plugin = {
    name: 'countersign-entry',
    resolveId(id, importer) {
      if (id === ENTRY) return { id: ENTRY, moduleSideEffects: true }
      if (texts.has(id)) return id
      const isPlaced = importer === ENTRY || id.startsWith('@countersign/')
      return isPlaced ? this.resolve(id, place, { skipSelf: true }) : undefined
    },
    load(id) {
      if (id === ENTRY) return source
      const text = texts.get(id)
      return text === undefined ? undefined : { code: text, moduleType: 'js' }
    },
  }
  return plugin
}

/** For every bundler: a bundle does not say where its parts lie on this machine, and what is slow is of no interest. */
export const DISCREET = { experimental: { attachDebugInfo: 'none' }, logLevel: 'silent' } as const

/** A text as it may stand in a line of a block comment: it neither ends the comment nor the line. */
export const commentText = (text: string): string =>
  text.replace(/[\r\n\u2028\u2029]+/g, ' ').replaceAll('*/', '* /')
