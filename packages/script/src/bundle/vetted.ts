import { fileURLToPath } from 'node:url'
import type { AnyProvider } from '@countersign/core/provider'
import { isPem } from '@countersign/core/settings'

/** Core's modules of checks that a bundler makes once, in place of the script for each request. */
const CHECKED: Readonly<Record<string, string>> = {
  // The bundler checks the providers.
  'define.js': 'export const checkProviders = () => {}\nexport const defineProvider = (provider) => provider',
  // Requests come from `readRequest` of this package, in its types.
  'request.js': 'export const readRequest = (request) => request',
}

/** Which parts of a key may be shown. Without it, more of a secret that happens to be a key in DER is hidden. */
const ALL_HIDDEN = { 'secrets/der-own.js': 'export const ownBytes = () => undefined' }

/** The patches of Countersign's own providers keep to their types, and each of them is tested in the strict reading. */
const TYPED = fileURLToPath(new URL('../typed-patch.js', import.meta.url))

export interface Vetted {
  /** The folder of core's modules. */
  readonly core: string
  readonly providers: readonly AnyProvider[]
  /** Whether all of them are Countersign's own: the patches of others are always checked. */
  readonly isOurs: boolean
}

/** Leaves out of a script what need not be done for every request. Every byte of it is parsed again for each. */
export function vettedPlugin({ core, providers, isOurs }: Vetted) {
  const holdsKeys = providers.some(({ settings }) => settings.some(isPem))
  const replaced: Readonly<Record<string, string>> = { ...CHECKED, ...(!holdsKeys && ALL_HIDDEN) }
  return {
    name: 'countersign-vetted',
    load(id: string) {
      return id.startsWith(core) ? replaced[id.slice(core.length + 1)] : undefined
    },
    resolveId(id: string, importer: string | undefined) {
      return isOurs && id.endsWith('/patch.js') && importer?.startsWith(core) ? TYPED : undefined
    },
  }
}
