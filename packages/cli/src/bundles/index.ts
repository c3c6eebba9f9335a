import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Notices, ownProviders, type ProviderModule } from '@countersign/bundle'
import type { AnyProvider } from '@countersign/core'
import type { TestModule } from '@countersign/k6/script'
import type { Scripts } from '@countersign/postman'
import type { PluginFile } from 'insomnia-plugin-countersign/bundle'
import type { ScriptTexts } from 'insomnia-plugin-countersign/scripts'
import { moduleOf } from '../use/bundled.js'
import type { Used } from '../use/used.js'
import { version } from '../version.js'

/** What the tools carry of providers: what ships as it ships, and what does not, built from the provider's file. */
export class Bundles {
  readonly #modules: readonly ProviderModule[]
  /** What of others is in the scripts and modules that were asked for. A plugin's folder has its own. */
  readonly notices = new Notices()

  /** @param used the providers that do not ship with Countersign */
  constructor(used: readonly Used[] = []) {
    this.#modules = used.map(moduleOf)
  }

  /** Whether the packages bring it. */
  isShipped(provider: AnyProvider): boolean {
    return this.#builtOf(provider) === undefined
  }

  /** The scripts for Postman, the Postman CLI and Newman. */
  async postman(provider: AnyProvider): Promise<Required<Scripts>> {
    const one = this.#builtOf(provider)
    if (!one) return this.#shippedPostman(provider)
    const { bundle } = await import('@countersign/postman/bundle')
    const { notices } = this
    const make = (phase: Phase) => bundle({ ...COMMON, phase, providers: [one], notices })
    const [preRequest, postResponse] = await Promise.all([make('pre-request'), make('post-response')])
    return { preRequest, postResponse }
  }

  async #shippedPostman(provider: AnyProvider): Promise<Required<Scripts>> {
    const { shippedNotices, shippedScripts } = await import('@countersign/postman')
    const found = shippedScripts(provider)
    for (const script of Object.values(found)) this.notices.addShipped(shippedNotices(), script)
    return found
  }

  /** The scripts for inso, and for whoever has no plugin. */
  async inso(provider: AnyProvider): Promise<ScriptTexts> {
    const one = this.#builtOf(provider)
    if (!one) return this.#shippedInso(provider)
    const { bundleScript } = await import('insomnia-plugin-countersign/bundle')
    const { notices } = this
    const make = (phase: Phase) => bundleScript({ ...COMMON, phase, providers: [one], notices })
    const preRequest = await make('pre-request')
    return { preRequest, ...(provider.open && { afterResponse: await make('post-response') }) }
  }

  async #shippedInso({ id }: AnyProvider): Promise<ScriptTexts> {
    const { notices, scripts } = await import('insomnia-plugin-countersign/scripts')
    const found = scripts[id] as ScriptTexts
    for (const script of Object.values(found)) this.notices.addShipped(notices, script)
    return found
  }

  /** The folder of an Insomnia plugin for one provider. */
  async plugin(provider: AnyProvider): Promise<PluginFile[]> {
    const { pluginFiles } = await import('insomnia-plugin-countersign/bundle')
    return pluginFiles({ ...COMMON, provider: this.#moduleOf(provider) })
  }

  /** The module for stock k6, or for a k6 with the extension in it; undefined if the one that ships will do. */
  async k6(providers: readonly AnyProvider[], isExtension: boolean): Promise<TestModule | undefined> {
    if (providers.every((provider) => this.isShipped(provider))) return undefined
    return this.k6Module(providers, isExtension)
  }

  /** The module for exactly these providers. */
  async k6Module(providers: readonly AnyProvider[], isExtension: boolean): Promise<TestModule> {
    const { bundle, bundleOverExtension, typesFor } = await import('@countersign/k6/bundle')
    const make = isExtension ? bundleOverExtension : bundle
    const { notices } = this
    const code = await make({ ...COMMON, notices, providers: providers.map((one) => this.#moduleOf(one)) })
    return { code, types: typesFor(providers.map(({ id }) => id)) }
  }

  #builtOf({ id }: AnyProvider): ProviderModule | undefined {
    return this.#modules.find(({ provider }) => provider.id === id)
  }

  #moduleOf(provider: AnyProvider): ProviderModule {
    const found = this.#builtOf(provider) ?? ownProviders.find((one) => one.provider.id === provider.id)
    if (!found) throw new Error(`The provider "${provider.id}" is in no file.`)
    return found
  }
}

type Phase = 'pre-request' | 'post-response'

const COMMON = { version: version(), from: dirname(fileURLToPath(import.meta.url)) }
