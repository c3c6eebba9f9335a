import { type AnyProvider, providers } from '@countersign/core'
import { Problem } from './problem.js'

/** A provider that the gateway serves, and where its requests go. */
export interface Route {
  readonly provider: AnyProvider
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string
  /** The path of the provider's base URL, before that of each request; usually empty. */
  readonly base?: string
}

export interface Routed {
  readonly route: Route
  /** Path and query as the client wrote them, without the provider's id. */
  readonly target: string
}

const LONGEST = 16 * 1024

/**
 * Which provider a request-target is for (RFC 9112 section 3.2). `/ID/path` loses its first segment; with one provider
 * every other target is the path itself, unless it begins with the id of another of Countersign's providers. The text is
 * not normalised.
 * @throws {Problem} 400, 404, 414
 */
export function routed(written: string, own: string, routes: readonly Route[]): Routed {
  const target = originForm(written, own)
  const found = routes.find(({ provider: { id } }) => isFor(target, id))
  if (found) return { route: found, target: below(target, found.provider.id) }
  const [only, ...others] = routes
  if (only && others.length === 0) {
    checkIsOfNoOther(target, only)
    return { route: only, target }
  }
  const paths = routes.map(({ provider: { id } }) => `/${id}/…`).join(', ')
  throw new Problem({
    status: 404,
    title: 'No such provider',
    detail: `The path begins with the provider's id; here there are ${paths}`,
  })
}

/** What was meant for one company is not sent to another. */
function checkIsOfNoOther(target: string, { provider }: Route): void {
  const other = providers.find(({ id }) => isFor(target, id))
  if (!other) return
  throw new Problem({
    status: 404,
    title: 'Another provider',
    detail: `The path begins with /${other.id}, and this gateway serves ${provider.id} only. Start it with --provider ${other.id} as well; or, if that is a path of ${provider.name}, write /${provider.id} before it.`,
  })
}

const isFor = (target: string, id: string) =>
  target.startsWith(`/${id}`) && /^(?:[/?]|$)/.test(target.slice(id.length + 1))

function below(target: string, id: string): string {
  const rest = target.slice(id.length + 1)
  return rest.startsWith('/') ? rest : `/${rest}`
}

/** A client that takes the gateway for a proxy writes the whole URL. Its own is read; another is not fetched. */
function originForm(target: string, own: string): string {
  if (target.length > LONGEST)
    throw new Problem({
      status: 414,
      title: 'URI Too Long',
      detail: `The request-target is longer than ${LONGEST} bytes.`,
    })
  const path = pathOf(target, own)
  if (!path.startsWith('/'))
    throw refused(
      "The request-target must be a path. This is a gateway, not a proxy: its address takes the place of the provider's in the base URL.",
    )
  if (!/^[\x21-\x7e]+$/.test(path) || path.includes('#'))
    throw refused('The request-target holds characters that must be percent-encoded.')
  return path
}

/** Path and query of a target that is the gateway's own URL; any other target as it is. */
function pathOf(target: string, own: string): string {
  const host = /^http:\/\/([^/?#]*)/i.exec(target)?.[1]
  if (host?.toLowerCase() !== own.toLowerCase()) return target
  const rest = target.slice('http://'.length + own.length)
  return rest.startsWith('/') ? rest : `/${rest}`
}

const refused = (detail: string) => new Problem({ status: 400, title: 'Bad Request', detail })
