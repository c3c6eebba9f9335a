import type { AnyProvider } from '@countersign/core'
import { scripts } from 'insomnia-plugin-countersign/scripts'
import { workspace } from 'insomnia-plugin-countersign/workspace'
import type { GeneratedFile, Generator } from './file.js'

/** A workspace for each provider, to import into Insomnia, and its scripts for inso, which runs no plugin. */
export const insomnia: Generator = async (providers) => providers.flatMap(filesOf)

function filesOf(provider: AnyProvider): GeneratedFile[] {
  const { id } = provider
  const { preRequest, afterResponse } = scripts[id] ?? {}
  return [
    { path: `${id}.insomnia.yaml`, content: workspace(provider) },
    ...(preRequest === undefined ? [] : [{ path: `${id}.pre-request.js`, content: preRequest }]),
    ...(afterResponse === undefined ? [] : [{ path: `${id}.after-response.js`, content: afterResponse }]),
  ]
}
