import type { AnyProvider } from '@countersign/core/provider'
import { secretsAt } from '@countersign/core/secrets/collect'
import type { SecretFilter } from '@countersign/core/secrets/filter'
import type { Resolver } from '@countersign/core/settings'

/**
 * A path for the line that each request is logged with, no secret in it. The filter makes tables, which takes as long
 * as a signature: it is asked only if the path is like a part of a secret, or long enough to be an encoded one.
 */
export function concealedPath(
  path: string,
  {
    providers,
    settings,
    conceal,
  }: { providers: readonly AnyProvider[]; settings: Resolver; conceal: SecretFilter },
): string {
  if (ENCODED.test(path)) return conceal(path)
  for (const secret of secretsAt(providers, settings)) if (isLike(path, secret)) return conceal(path)
  return path
}

const ENCODED = /[^\u0021-\u007e]|[%\\]|[^/.]{12}/

/** Whether they have 8 characters in common, one after the other, or all of a shorter secret. */
function isLike(path: string, secret: string): boolean {
  const [where, what] = [secret.toLowerCase(), path.toLowerCase()]
  const size = Math.min(8, where.length)
  for (let at = 0; at + size <= what.length; at++) {
    if (where.includes(what.slice(at, at + size))) return true
  }
  return false
}
