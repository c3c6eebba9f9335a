export { type Algorithms, algorithmsNamedIn, algorithmsOf, algorithmsPlugin } from './algorithms.js'
export {
  ENTRY,
  entryPlugin,
  importLine,
  importProviders,
  isOurs,
  ownProviders,
  type ProviderImports,
  type ProviderModule,
  WITHOUT_PLACES,
} from './entry.js'
export { lazyHashesPlugin } from './lazy-hashes.js'
