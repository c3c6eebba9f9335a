import type { Standard } from '../standard.js'
import { readBearerRequest } from './bearer-request.js'
import { readProof } from './proof.js'
import { isTokenRequest, readTokenRequest } from './token-request.js'

/** Clients that authenticate by a JWT at a token endpoint (RFC 7523, OpenID Connect Core section 9). */
export const clientAssertionStandard: Standard = {
  sends: () => ['clientSecret', 'signingKey'],
  settings: ['clientId', 'tokenUrl', 'audience', 'assertionLifetime'],
  how: (signed) => (isTokenRequest(signed) ? 'a client assertion' : 'a bearer token'),
  read: (signed) => (isTokenRequest(signed) ? readTokenRequest(signed) : readBearerRequest(signed)),
}

/** DPoP (RFC 9449): a token that is bound to a key, and a proof of that key with each request. */
export const dpopStandard: Standard = {
  sends: () => ['clientSecret', 'signingKey'],
  settings: [...clientAssertionStandard.settings, 'clientAuth'],
  how: (signed) =>
    isTokenRequest(signed) ? 'a client assertion and a DPoP proof' : 'a DPoP-bound token and its proof',
  read(signed) {
    const proof = readProof(signed)
    if (!isTokenRequest(signed) || signed.values.clientAuth === 'none') return proof
    const assertion = readTokenRequest(signed)
    return assertion.problems.length > 0 ? assertion : proof
  },
}
