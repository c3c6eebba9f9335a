import { fileURLToPath } from 'node:url'
import { bundle, type BundleOptions as ScriptBundleOptions } from '@countersign/script/bundle'
import { underPolicy } from './script-policy.js'

export type InsomniaScriptOptions = Omit<ScriptBundleOptions, 'tool'>

const tool = {
  called: "Insomnia's scripts and inso",
  source: 'packages/insomnia',
  awaits: true,
  entry: fileURLToPath(new URL('../script/entry.js', import.meta.url)),
}

/**
 * One script to paste into Insomnia's scripts, for the app and for `inso`: it keeps to the app's policy for scripts,
 * and holds nothing that `inso` would take for a template.
 * @throws {Error} if a provider's code needs something that the policy blocks
 */
export async function bundleScript(options: InsomniaScriptOptions): Promise<string> {
  return underPolicy(await bundle({ ...options, tool }))
}
