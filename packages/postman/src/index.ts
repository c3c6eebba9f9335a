export { type BundleOptions, bundle, type ProviderModule } from './bundle/index.js'
export { collection, environment, type Scripts, shippedScript } from './collection.js'
