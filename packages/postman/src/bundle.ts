import { fileURLToPath } from 'node:url'
import { type BundleOptions, bundle as bundleScript, type ScriptTool } from '@countersign/script/bundle'

export type { Phase, ProviderModule } from '@countersign/script/bundle'

const postman: ScriptTool = {
  called: 'Postman, the Postman CLI and Newman',
  source: 'packages/postman',
  takesEntropy: true,
  entry: fileURLToPath(new URL('entry.js', import.meta.url)),
  sending: fileURLToPath(new URL('pm-send.js', import.meta.url)),
  entropyHint: fileURLToPath(new URL('entropy-hint.js', import.meta.url)),
}

/** One self-contained script, to be pasted into Postman. */
export const bundle = (options: Omit<BundleOptions, 'tool'>): Promise<string> =>
  bundleScript({ ...options, tool: postman })
