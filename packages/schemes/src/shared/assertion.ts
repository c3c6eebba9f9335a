import type { Host } from '@countersign/core'
import type { Client } from './oauth2.js'

/** Claims by which a client authenticates (RFC 7523 section 3; OpenID Connect Core section 9). */
export function assertionClaims({ clientId, audience, assertionLifetime }: Client, host: Host): object {
  const iat = Math.floor(host.now())
  return {
    iss: clientId,
    sub: clientId,
    aud: audience,
    jti: host.nonce(32),
    iat,
    exp: iat + assertionLifetime,
  }
}

/** The parameters that carry an assertion (RFC 7523 section 2.2). */
export const assertionParameters = (assertion: string): Record<string, string> => ({
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion,
})

export const assertionHeader = (keyId: string | undefined): object => ({
  typ: 'JWT',
  ...(keyId !== undefined && { kid: keyId }),
})
