import { plainCodec } from '@countersign/core/bytes'
import type { AnyProvider } from '@countersign/core/provider'

/** Seconds for which a token is taken from a response: less than the life of any token that may be used again. */
const MAX_AGE = 240

/**
 * Insomnia's `response` tag for the accessToken in the response to a stored request. A token that the next one ends is
 * shared; otherwise each request gets a new one, which is right for every provider.
 */
export function tokenTag({ oneToken }: Pick<AnyProvider, 'oneToken'>, requestId: string): string {
  const filter = `b64::${base64('$.accessToken')}::46b`
  const when = oneToken ? `'when-expired', ${MAX_AGE}` : "'always', 60"
  return `{% response 'body', '${requestId}', '${filter}', ${when} %}`
}

function base64(text: string): string {
  const letters = plainCodec.base64url(plainCodec.utf8(text)).replace(/-/g, '+').replace(/_/g, '/')
  return letters + '='.repeat(-letters.length & 3)
}
