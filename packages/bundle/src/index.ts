export { type Algorithms, algorithmsNamedIn, algorithmsOf, algorithmsPlugin } from './algorithms.js'
export {
  ENTRY,
  entryPlugin,
  importLine,
  importProviders,
  ownProviders,
  type ProviderImports,
  type ProviderModule,
} from './entry.js'
