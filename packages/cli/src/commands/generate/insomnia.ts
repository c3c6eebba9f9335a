import type { AnyProvider } from '@countersign/core'
import { pluginName } from 'insomnia-plugin-countersign/bundle'
import { workspace } from 'insomnia-plugin-countersign/workspace'
import type { Bundles } from '../../bundles/index.js'
import { below, type GeneratedFile, type Generator } from './file.js'

/**
 * A workspace for each provider, to import into Insomnia, its scripts for inso, which runs no plugin, and the plugin for
 * a provider that insomnia-plugin-countersign does not bring.
 */
export const insomnia: Generator = async (providers, { bundles, withoutPlugin = false }) => {
  const files = providers.map(async (provider) => [
    ...(await withPlugin(provider, bundles, withoutPlugin)),
    ...(await insoFiles(provider, bundles)),
  ])
  return (await Promise.all(files)).flat()
}

const withPlugin = async (provider: AnyProvider, bundles: Bundles, withoutPlugin: boolean) => {
  if (bundles.isShipped(provider)) return [workspaceFile(provider)]
  return withoutPlugin
    ? [workspaceFile(provider, pluginName(provider.id))]
    : pluginAndWorkspace(provider, bundles)
}

const workspaceFile = (provider: AnyProvider, plugin?: string): GeneratedFile => ({
  path: `${provider.id}.insomnia.yaml`,
  content: workspace(provider, plugin === undefined ? {} : { plugin }),
})

/** A folder to copy into Insomnia's plugins, and the workspace that it signs. */
export async function pluginAndWorkspace(provider: AnyProvider, bundles: Bundles): Promise<GeneratedFile[]> {
  const plugin = pluginName(provider.id)
  return [workspaceFile(provider, plugin), ...below(plugin, await bundles.plugin(provider))]
}

/** The scripts of a provider, to paste. */
export async function insoFiles(provider: AnyProvider, bundles: Bundles): Promise<GeneratedFile[]> {
  const { preRequest, afterResponse } = await bundles.inso(provider)
  return [
    { path: `${provider.id}.pre-request.js`, content: preRequest },
    ...(afterResponse === undefined
      ? []
      : [{ path: `${provider.id}.after-response.js`, content: afterResponse }]),
  ]
}
