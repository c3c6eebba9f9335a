export { type Algorithms, algorithmsNamedIn, algorithmsOf, algorithmsPlugin } from './algorithms.js'
export {
  commentText,
  DISCREET,
  ENTRY,
  entryPlugin,
  importLine,
  importProviders,
  isOurs,
  ownProviders,
  type ProviderImports,
  type ProviderModule,
} from './entry.js'
export { lazyHashesPlugin } from './lazy-hashes.js'
