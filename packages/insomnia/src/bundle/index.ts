export { type PluginFile, pluginFiles, pluginName, shippedPluginFiles } from './folder.js'
export { type BundleOptions, bundlePlugin, type ProviderModule } from './plugin.js'
export { bundleScript, type InsomniaScriptOptions } from './script.js'
