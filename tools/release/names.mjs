import { Stop } from './stop.mjs'

const NAMES = {
  cli: 'countersign',
  scope: '@countersign',
  insomniaPlugin: 'insomnia-plugin-countersign',
}

/**
 * Nothing is published under a name that may be somebody else's: outside of this machine, the owner must have claimed
 * all three.
 * @param config as `readConfig` of tools/pack gives it, which refuses other names than the packages have
 */
export function checkNames(config, registry) {
  if (registry && isLoopback(registry)) return
  const field = Object.keys(NAMES).find((name) => !config.npm[name])
  if (field === undefined) return
  throw new Stop(
    `The name ${NAMES[field]} is not claimed yet: npm.${field} in release.config.json is empty. docs/releasing.md starts ` +
      'with claiming the names. To rehearse, add --registry with one on this machine: http://127.0.0.1:4873.',
  )
}

const isLoopback = (registry) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(registry).hostname)
