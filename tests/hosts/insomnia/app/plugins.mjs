// How Insomnia finds and loads plugins: every folder with an `insomnia` key in its package.json, by require.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

/** The folders of plugins in the app's data folder, with their package.json. */
export function findPlugins(dataFolder) {
  const plugins = join(dataFolder, 'plugins')
  return [plugins, join(plugins, 'node_modules')].flatMap(pluginsIn)
}

function pluginsIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const directory = join(folder, name)
    if (!statSync(directory).isDirectory()) return []
    const scoped = name.startsWith('@') ? pluginsIn(directory) : []
    if (!readdirSync(directory).includes('package.json')) return scoped
    const manifest = require(join(directory, 'package.json'))
    return Object.hasOwn(manifest, 'insomnia') ? [...scoped, { directory, manifest }] : scoped
  })
}

/** With full access: the module as require gives it. Hooks that are no list of functions break every request. */
export function loadPlugins(dataFolder) {
  return findPlugins(dataFolder).map(({ directory, manifest }) => ({
    name: manifest.name,
    directory,
    module: require(directory),
  }))
}
