import { NAMES } from '@countersign/tools-pack/config'
import { Stop } from './stop.mjs'

/**
 * The extension's tag is asked for by the path that its go.mod names.
 * @param config as `readConfig` of tools/pack gives it
 * @param goMod the text of packages/xk6/go.mod
 */
export function checkGoModule({ goModule }, goMod) {
  const [, path] = /^module (\S+)$/m.exec(goMod) ?? []
  if (goModule === '' || goModule === path) return
  throw new Stop(
    `goModule in release.config.json is ${goModule}, and packages/xk6/go.mod says ${path}. Run "npx -y pnpm@12.21.0 ` +
      'xk6:path", commit what it changes, then run the release again.',
  )
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
