import { plainCodec } from '@countersign/core/bytes'
import type { Host } from '@countersign/core/host'
import type { AnyProvider } from '@countersign/core/provider'
import type { Setting, Values } from '@countersign/core/settings'

/** Seconds for which a token is taken from an answer: less than any token lives that may be used again. */
const MAX_AGE = 240

/** Insomnia's `response` tag for the accessToken in the answer of a stored request. */
export function tokenTag(provider: AnyProvider, requestId: string): string {
  const filter = `b64::${base64('$.accessToken')}::46b`
  const when = isUsedOnce(provider) ? "'always', 60" : `'when-expired', ${MAX_AGE}`
  return `{% response 'body', '${requestId}', '${filter}', ${when} %}`
}

function base64(text: string): string {
  const letters = plainCodec.base64url(plainCodec.utf8(text)).replace(/-/g, '+').replace(/_/g, '/')
  return letters + '='.repeat(-letters.length & 3)
}

/** Whether a token counts for one request, where nothing else is set. A provider that cannot say gets a new one. */
function isUsedOnce(provider: AnyProvider): boolean {
  try {
    const settings = provider.setup(sampleValues(provider.settings), { host: HOST, warn: () => {} })
    return provider.tokens?.(provider.baseUrl, { settings, host: HOST }).use !== 'until-expiry'
  } catch {
    return true
  }
}

const sampleValues = (settings: readonly Setting[]): Values =>
  Object.fromEntries(
    settings.map((setting) => [setting.name, setting.default ?? (setting.required ? 'AAAA' : undefined)]),
  )

/** Nothing is signed with it. */
const HOST: Host = {
  name: 'none',
  now: () => 0,
  nonce: () => '',
  hash: () => '',
  hmac: () => '',
  hashBytes: () => new Uint8Array(),
  hmacBytes: () => new Uint8Array(),
}
