import type { AnyProvider } from '@countersign/core'
import { moduleFiles, script, scriptName } from '@countersign/k6/script'
import type { Bundles } from '../../bundles/index.js'
import { below, type GeneratedFile, licences } from '../generate/file.js'

/** Makes the files of one tool for these providers. Never a secret in them. */
type Builder = (providers: readonly AnyProvider[], bundles: Bundles) => Promise<GeneratedFile[]>

/** What `build --for` knows: the files of each tool, below a folder of its name. */
export const BUILDERS: Readonly<Record<string, Builder>> = {
  postman: async (providers, bundles) => {
    const { postman } = await import('../generate/postman.js')
    return [...(await postman(providers, { bundles })), ...(await scriptFiles(providers, bundles))]
  },
  insomnia: async (providers, bundles) => {
    const { pluginAndWorkspace } = await import('../generate/insomnia.js')
    return (await Promise.all(providers.map((one) => pluginAndWorkspace(one, bundles)))).flat()
  },
  k6: (providers, bundles) => k6Files(providers, bundles, false),
  inso: async (providers, bundles) => {
    const { insoFiles } = await import('../generate/insomnia.js')
    return (await Promise.all(providers.map((one) => insoFiles(one, bundles)))).flat()
  },
  xk6: (providers, bundles) => k6Files(providers, bundles, true),
}

/** The scripts of the collection, to paste elsewhere. */
async function scriptFiles(providers: readonly AnyProvider[], bundles: Bundles): Promise<GeneratedFile[]> {
  const files = providers.map(async (provider) => {
    const { preRequest, postResponse } = await bundles.postman(provider)
    return [
      { path: `${provider.id}.pre-request.js`, content: preRequest },
      { path: `${provider.id}.post-response.js`, content: postResponse },
    ]
  })
  return (await Promise.all(files)).flat()
}

/** One module with all of the providers, and a test for each. */
async function k6Files(
  providers: readonly AnyProvider[],
  bundles: Bundles,
  extension: boolean,
): Promise<GeneratedFile[]> {
  const tests = providers.map((provider) => ({
    path: scriptName(provider),
    content: script(provider, { extension, module: './countersign.js' }),
  }))
  return [...moduleFiles(await bundles.k6Module(providers, extension)), ...tests]
}

/**
 * The files of a tool, below its folder.
 * @param bundles of this tool alone: they note whose licences go along
 */
export async function filesFor(
  tool: string,
  providers: readonly AnyProvider[],
  bundles: Bundles,
): Promise<GeneratedFile[]> {
  const files = (await BUILDERS[tool]?.(providers, bundles)) ?? []
  return below(tool, [...files, ...licences(bundles)])
}
