import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Notices, ownProviders } from '@countersign/bundle'
import type { AnyProvider } from '@countersign/core/provider'
import { toolSettings } from '@countersign/core/settings'
import { bundlePlugin, type ProviderModule } from './plugin.js'

/** A file of a plugin's folder. */
export interface PluginFile {
  readonly path: string
  readonly content: string
}

export interface FolderOptions {
  readonly provider: ProviderModule
  readonly version: string
  /** The folder from which modules are resolved. Default: this package. */
  readonly from?: string
}

/** What the plugin of one provider is called, so that it works beside others. */
export const pluginName = (id: string) => `insomnia-plugin-${id}`

/**
 * A folder to copy into Insomnia's `plugins` folder: the plugin for one provider, with the permissions that it needs and
 * no more.
 * @returns its files, as paths below the folder {@link pluginName}
 */
export async function pluginFiles({ provider: one, ...options }: FolderOptions): Promise<PluginFile[]> {
  const { provider } = one
  const notices = new Notices()
  const code = await bundlePlugin({ ...options, providers: [one], title: provider.name, notices })
  return [
    { path: 'package.json', content: `${JSON.stringify(manifest(provider, options.version), null, 2)}\n` },
    { path: 'plugin.js', content: code },
    { path: 'README.md', content: readme(provider, ownProviders.includes(one)) },
    { path: 'THIRD-PARTY.txt', content: notices.text },
  ]
}

/**
 * The folder to copy into Insomnia's `plugins` folder: Countersign's own plugin, for all of its providers, as this package
 * ships it. The package itself has more in it, which the app's sandbox would read.
 */
export function shippedPluginFiles(): PluginFile[] {
  const root = createRequire(import.meta.url).resolve('insomnia-plugin-countersign/package.json')
  const read = (path: string) => readFileSync(new URL(path, pathToFileURL(root)), 'utf8')
  const { name, version, description, license, insomnia } = JSON.parse(read('package.json'))
  const made = { name, version, description, license, private: true, main: 'plugin.js', insomnia }
  return [
    { path: 'package.json', content: `${JSON.stringify(made, null, 2)}\n` },
    { path: 'plugin.js', content: read('dist/plugin.js') },
    { path: 'icon.svg', content: read('icon.svg') },
    { path: 'README.md', content: read('README.md') },
    { path: 'LICENSE', content: read('LICENSE') },
    { path: 'THIRD-PARTY.txt', content: read('dist/plugin.THIRD-PARTY.txt') },
  ]
}

// Hash, HMAC and random bytes, and a window that says why a request was stopped. Not the network, storage or files.
const PERMISSIONS = { modules: ['crypto'], capabilities: ['app'] }

const manifest = ({ id, name }: AnyProvider, version: string) => ({
  name: pluginName(id),
  version,
  description: about(name),
  private: true,
  main: 'plugin.js',
  insomnia: { name: id, displayName: name, description: about(name), permissions: PERMISSIONS },
})

const about = (name: string) =>
  `Signs each request to ${name} just before it is sent, or stops it and says why.`

const readme = (provider: AnyProvider, isOurs: boolean) => `# ${provider.name} for Insomnia

${about(provider.name)} Built by \`countersign build\`: change the provider's file, not this folder.

Copy this folder into the \`plugins\` folder of Insomnia's data folder (Preferences, Plugins, "Reveal Plugins Folder"), and
choose "Reload Plugins".${isOurs ? OURS : ''} Then set these in the environment of your collection:

${toolSettings(provider).map(settingLine).join('\n')}
`

const OURS =
  " Countersign's own plugin, insomnia-plugin-countersign, signs these requests too: install one of the two."

const settingLine = ({ variable, required, about }: ReturnType<typeof toolSettings>[number]) =>
  `- \`${variable}\`${required ? '' : ' (optional)'}: ${about}`
