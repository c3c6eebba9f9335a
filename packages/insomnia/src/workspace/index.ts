import type { AnyProvider } from '@countersign/core/provider'
import { stringify } from 'yaml'
import { environmentOf } from './environment.js'
import { idOf } from './id.js'
import { requestsOf } from './requests.js'

export interface WorkspaceOptions {
  /** A pre-request script for every request: for `inso`, which runs no plugin. No token is asked for by a tag then. */
  readonly preRequest?: string
}

/**
 * A workspace to import into Insomnia 10.3 or newer (its v5 format, as YAML): an environment with every setting,
 * empty, and a request for each kind of call. The token request is stored first, and the calls take their token from
 * it, so that it works with full access and in the plugin sandbox.
 */
export function workspace(provider: AnyProvider, options: WorkspaceOptions = {}): string {
  const { id, name } = provider
  const file = {
    type: 'collection.insomnia.rest/5.0',
    schema_version: '5.1',
    name: `${name}, signed`,
    meta: { id: idOf('wrk', id), ...TIMES, description: description(provider) },
    collection: requestsOf(provider, options.preRequest),
    cookieJar: { name: 'Default Jar', meta: { id: idOf('jar', id), ...TIMES } },
    environments: {
      name: 'Base Environment',
      meta: { id: idOf('env', id), ...TIMES },
      data: environmentOf(provider),
    },
  }
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' })
}

/** The same each time, so that a generated file does not change by itself. */
export const TIMES = { created: 1767225600000, modified: 1767225600000 } as const

function description(provider: AnyProvider): string {
  const held = provider.settings.some(({ heldByTool }) => heldByTool)
  const lines = [
    `Signed by Countersign as ${provider.name} asks.`,
    '',
    'Install the plugin insomnia-plugin-countersign, and fill in the base environment. A secret can be a reference to a vault.',
  ]
  if (held) {
    lines.push(
      '',
      'Mutual TLS: add the client certificate and its private key in the settings of this collection, under "Certificates", for the host of baseUrl.',
    )
  }
  return lines.join('\n')
}
