export {
  ENTRY,
  entryPlugin,
  importLine,
  importProviders,
  ownProviders,
  type ProviderImports,
  type ProviderModule,
} from './entry.js'
export { hashesNamedIn, hashesOf, hashesPlugin } from './hashes.js'
