export { type Algorithms, algorithmsNamedIn, algorithmsOf, algorithmsPlugin } from './algorithms.js'
export {
  ENTRY,
  entryPlugin,
  importLine,
  importProviders,
  ownProviders,
  type ProviderImports,
  type ProviderModule,
  WITHOUT_PLACES,
} from './entry.js'
