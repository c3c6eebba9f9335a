export { type BundleOptions, bundle, type ProviderModule } from './bundle/index.js'
