import { providers } from '@countersign/core'
import { collection, environment } from './collection.js'

/** File name → content of `examples/postman`: two files to import for each provider. */
export function exampleFiles(): Map<string, string> {
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`
  return new Map(
    providers.flatMap((provider) => [
      [`${provider.id}.postman_collection.json`, json(collection(provider))],
      [`${provider.id}.postman_environment.json`, json(environment(provider))],
    ]),
  )
}
