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
  const hint = origin === undefined ? undefined : strange(provider, origin)
  return {
    provider: { ...provider, ...(origin && { baseUrl: origin }), examples: [...asking, ...own] },
    notes: [...(hint ? [hint] : []), ...notes],
  }
}

/** A file from anywhere names the host, and a credential goes to no host that nobody named as trusted. */
function strange(provider: AnyProvider, origin: string): string | undefined {
  const { name, hosts } = provider
  const { host, hostname } = new URL(origin)
  if (hosts.some((one) => hostname === one || hostname.endsWith(`.${one}`))) return undefined
  return `The file's server ${host} is none of ${name}'s. Its requests are refused until ${hostsSetting(provider).variable} lists it.`
}
