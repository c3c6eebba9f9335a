export { type BundleOptions, bundle, type ProviderModule } from './bundle/index.js'
export { collection, type Environment, environment, type Scripts, shippedScript } from './collection.js'
