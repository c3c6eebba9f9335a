import { workspace } from 'insomnia-plugin-countersign/workspace'
import type { Generator } from './file.js'

/** A workspace for each provider, to import into Insomnia. */
export const insomnia: Generator = async (providers) =>
  providers.map((provider) => ({ path: `${provider.id}.insomnia.yaml`, content: workspace(provider) }))
