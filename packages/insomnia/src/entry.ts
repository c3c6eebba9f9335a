import type { AnyProvider } from '@countersign/core/provider'
import { type InsomniaPlugin, makePlugin } from './plugin.js'
import type { GrantedCrypto, Runtimes } from './runtime.js'

declare const require: ((name: 'crypto') => GrantedCrypto) | undefined

const runtimes: Runtimes = {
  // biome-ignore lint/style/useNodejsImportProtocol: the name that the manifest asks for
  crypto: () => (typeof require === 'function' ? require('crypto') : undefined),
  full: async () => {
    const { fullHost, asBuffer } = await import('./node/host.js')
    return { host: fullHost(), asBuffer }
  },
  sandbox: async (crypto) => (await import('./quickjs/host.js')).sandboxHost(crypto),
}

/** What the plugin's one file exports, for a list of providers. */
export const insomniaPlugin = (providers: readonly AnyProvider[], title?: string): InsomniaPlugin =>
  makePlugin(providers, runtimes, title)
