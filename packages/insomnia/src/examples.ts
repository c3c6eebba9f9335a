import { providers } from '@countersign/core'
import { workspace } from './workspace/index.js'

/** File name → content of `examples/insomnia`: a workspace to import for each provider. */
export function exampleFiles(): Map<string, string> {
  return new Map(providers.map((provider) => [`${provider.id}.insomnia.yaml`, workspace(provider)]))
}
