import type { AnyProvider } from '@countersign/core'
import { collection, environment } from '@countersign/postman'
import { type Generator, json } from './file.js'

export const collectionName = ({ id }: AnyProvider) => `${id}.postman_collection.json`
export const environmentName = ({ id }: AnyProvider) => `${id}.postman_environment.json`

/** A collection and an environment for each provider, to import. */
export const postman: Generator = async (providers, { bundles }) => {
  const files = providers.map(async (provider) => [
    { path: collectionName(provider), content: json(collection(provider, await bundles.postman(provider))) },
    { path: environmentName(provider), content: json(environment(provider)) },
  ])
  return (await Promise.all(files)).flat()
}
