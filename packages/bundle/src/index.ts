export { type Algorithms, algorithmsNamedIn, algorithmsOf, algorithmsPlugin } from './algorithms.js'
export { checkedProvidersPlugin } from './checked-providers.js'
export {
  type BundlerPlugin,
  commentText,
  DISCREET,
  ENTRY,
  entryPlugin,
  importLine,
  importProviders,
  isDefinition,
  isOurs,
  ownProviders,
  type ProviderImports,
  type ProviderModule,
} from './entry.js'
export { lazyHashesPlugin } from './lazy-hashes.js'
export { lean } from './lean.js'
export { leanPlugin } from './lean-plugin.js'
export { type Bundled, type ChunkModules, Notices } from './notices.js'
export { generatedBy, type Release, release, sourceOf } from './release.js'
export { TYPED_PATCH, typedPatchesPlugin } from './typed-patches.js'
