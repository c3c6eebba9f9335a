import { fileURLToPath } from 'node:url'

/** Core's modules of checks that a bundler makes once, in place of the script for each request. */
const CHECKED: Readonly<Record<string, string>> = {
  // The bundler checks the providers.
  'define.js': 'export const checkProviders = () => {}\nexport const defineProvider = (provider) => provider',
  // Requests come from `readRequest` of this package, in its types.
  'request.js': 'export const readRequest = (request) => request',
}

/** The patches of Countersign's own providers keep to their types, and each of them is tested in the strict reading. */
const TYPED = fileURLToPath(new URL('../typed-patch.js', import.meta.url))

/**
 * Leaves out of a script what need not be checked for every request. Every byte of it is parsed again for each.
 * @param core the folder of core's modules
 * @param isOurs whether all providers are Countersign's own: the patches of others are always checked
 */
export const vettedPlugin = (core: string, isOurs: boolean) => ({
  name: 'countersign-vetted',
  load(id: string) {
    return id.startsWith(core) ? CHECKED[id.slice(core.length + 1)] : undefined
  },
  resolveId(id: string, importer: string | undefined) {
    return isOurs && id.endsWith('/patch.js') && importer?.startsWith(core) ? TYPED : undefined
  },
})
