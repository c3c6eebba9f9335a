import { type AnyProvider, baseUrlOf, type Example, hostsSetting } from '@countersign/core'
import { operationsIn } from './openapi/index.js'

export interface WithOperations {
  readonly provider: AnyProvider
  /** What a person should know of them. */
  readonly notes: readonly string[]
}

/** A provider with the operations of an OpenAPI file in place of its own examples; the token request stays. */
export async function withOperations(provider: AnyProvider, file: string): Promise<WithOperations> {
  const { origin, examples, notes } = await operationsIn(file, baseUrlOf(provider))
  const asking = (provider.examples ?? []).filter(({ asksForToken }) => asksForToken)
  const isAsking = ({ method, path }: Example) =>
    asking.some((one) => one.method === method && one.path === path)
  const own = examples.filter((example) => !isAsking(example))
  const isOwn = origin !== undefined && isHostOf(provider, origin)
  return {
    provider: { ...provider, ...(isOwn && { baseUrl: origin }), examples: [...asking, ...own] },
    notes: [...(origin === undefined || isOwn ? [] : [elsewhere(provider, origin)]), ...notes],
  }
}

const isHostOf = ({ hosts }: AnyProvider, origin: string) => {
  const { hostname, protocol } = new URL(origin)
  return protocol === 'https:' && hosts.some((one) => hostname === one || hostname.endsWith(`.${one}`))
}

/** A file from anywhere may name any host. A body goes there in plain text, since no provider claims it. */
function elsewhere(provider: AnyProvider, origin: string): string {
  const { name } = provider
  return `The file's server ${new URL(origin).host} does not belong to ${name}, so baseUrl stays ${baseUrlOf(provider)}. If you trust that server, set baseUrl to ${origin}, and list its host in ${hostsSetting(provider).variable}.`
}
