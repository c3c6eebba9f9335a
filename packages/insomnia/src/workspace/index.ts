import type { AnyProvider } from '@countersign/core/provider'
import { stringify } from 'yaml'
import { environmentOf } from './environment.js'
import { idOf } from './id.js'
import { requestsOf } from './requests.js'
import { TIMES } from './times.js'

export { filledEnvironment } from './environment.js'

export interface WorkspaceOptions {
  /** A pre-request script for every request: for `inso`, which runs no plugin. No token is asked for by a tag then. */
  readonly preRequest?: string
  /** The plugin that signs the requests. Default: `insomnia-plugin-countersign`. */
  readonly plugin?: string
}

/**
 * A workspace to import into Insomnia 10.3 or newer (its v5 format, as YAML): an environment with every setting,
 * empty, and a request for each kind of call. The token request is stored first, and the calls take their token from
 * it, so that it works with full access and in the plugin sandbox. It has no `meta` itself: with an id there, an import
 * into an existing collection loses the environment.
 * @example writeFileSync('inqud.insomnia.yaml', workspace(inqud))
 */
export function workspace(provider: AnyProvider, options: WorkspaceOptions = {}): string {
  const { id, name } = provider
  const file = {
    type: 'collection.insomnia.rest/5.0',
    schema_version: '5.1',
    name: `${name}, signed`,
    collection: requestsOf(provider, options),
    cookieJar: { name: 'Default Jar', meta: { id: idOf('jar', id), ...TIMES } },
    environments: {
      name: 'Base Environment',
      meta: { id: idOf('env', id), ...TIMES },
      data: environmentOf(provider),
    },
  }
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' })
}
