import {
  type Call,
  type Header,
  type Host,
  headerValue,
  type Prepared,
  type TokenSource,
  type Waiting,
} from '@countersign/core'
import { assertionClaims, assertionHeader, assertionParameters } from '../shared/assertion.js'
import { signedJwt } from '../shared/jose.js'
import { bringsAssertion, filledForm, readToken, tokenRequest } from '../shared/oauth2.js'
import { sentForm } from '../shared/url-text.js'
import { asksForNonce, takesNonce } from './nonces.js'
import { proofClaims, signProof } from './proof.js'
import type { Ready } from './ready.js'

/**
 * A tool that sends no requests of its own gets its token by a request of the user, which is authenticated and proved
 * here; a DPoP-Nonce that it brings goes into the proof.
 */
export function* provedTokenRequest(call: Call<Ready>): Waiting<Prepared> {
  const { request, url, settings, host } = call
  const nonce = headerValue(request.headers, 'DPoP-Nonce') ?? settings.nonces.get(url.origin)
  const proof = yield* signProof(
    settings,
    proofClaims('POST', url.origin + sentForm(url.path), { host, nonce }),
  )
  const form = bringsAssertion(call) ? {} : filledForm(call, yield* authentication(settings, host))
  return {
    ...form,
    headers: [...((form.headers ?? []) as Header[]), ['DPoP', proof]],
    drop: ['DPoP-Nonce'],
  }
}

/** Where a token that is bound to the key comes from (section 5). */
export function sourceOf(
  origin: string,
  { settings, host }: Pick<Call<Ready>, 'settings' | 'host'>,
): TokenSource {
  const { provider, clientId, tokenUrl, scope = '', jwk, refreshBefore, nonces, secrets } = settings
  const asked = { provider: provider.id, url: tokenUrl, secrets }
  const issuer = /^[a-z]+:\/\/[^/?#]*/i.exec(tokenUrl)?.[0] ?? ''
  // A token holds for one key: its thumbprint (RFC 7638) tells it apart.
  const thumbprint = host.hash('SHA-256', [JSON.stringify(jwk)], 'hex')
  return {
    provider: provider.id,
    origin,
    key: `${provider.id} ${tokenUrl} ${clientId} ${scope} ${thumbprint}`,
    use: 'until-expiry',
    refreshBefore,
    scheme: 'DPoP',
    *requestAsync(trace) {
      const claims = proofClaims('POST', tokenUrl.replace(/[?#].*/, ''), { host, nonce: nonces.get(issuer) })
      trace?.('tokenProof', JSON.stringify(claims))
      const proof = yield* signProof(settings, claims)
      return tokenRequest(settings, yield* authentication(settings, host), [['DPoP', proof]])
    },
    read(response) {
      if (takesNonce(response.headers, issuer, nonces) && asksForNonce(response)) return 'again'
      return readToken(response, asked, 'DPoP', host.now())
    },
  }
}

function* authentication(settings: Ready, host: Host): Waiting<Record<string, string>> {
  if (settings.isPublic) return {}
  const { signing, keyId } = settings
  return assertionParameters(
    yield* signedJwt(signing, assertionHeader(keyId), assertionClaims(settings, host)),
  )
}
