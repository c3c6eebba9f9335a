import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stop } from './stop.mjs'

const FIELDS = { cli: 'countersign', scope: '@countersign', insomniaPlugin: 'insomnia-plugin-countersign' }

/** What the owner has claimed; a field that is empty is not claimed. */
export function releaseConfig(root) {
  const path = join(root, 'release.config.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

/**
 * Nothing is published under a name that may be somebody else's: outside of this machine, release.config.json must
 * have the names that the owner claimed, and they must be the packages' names.
 */
export function checkNames(root, registry) {
  if (registry && isLoopback(registry)) return
  const { npm = {} } = releaseConfig(root)
  for (const [field, name] of Object.entries(FIELDS)) {
    if (!npm[field])
      throw new Stop(
        `The name ${name} is not claimed yet: npm.${field} in release.config.json is empty. docs/releasing.md starts ` +
          'with claiming the names. To rehearse, add --registry with one on this machine: http://127.0.0.1:4873.',
      )
    if (npm[field] !== name)
      throw new Stop(
        `release.config.json says that npm.${field} is ${npm[field]}, and the packages say ${name}. Rename the packages ` +
          'as docs/releasing.md says, or mend release.config.json.',
      )
  }
}

const isLoopback = (registry) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(registry).hostname)
