import type { Host } from '@countersign/core'
import { signedJwt, urlSafe } from '../shared/jose.js'
import type { Ready } from './ready.js'

/** What a proof says besides method and URL. */
export interface Proved {
  readonly host: Host
  readonly nonce: string | undefined
  readonly token?: string
}

/** The claims of a proof (RFC 9449 section 4.2). */
export function proofClaims(method: string, htu: string, { host, nonce, token }: Proved): object {
  return {
    jti: host.nonce(32),
    htm: method.toUpperCase(),
    htu,
    iat: Math.floor(host.now()),
    ...(token !== undefined && { ath: urlSafe(host.hash('SHA-256', [token], 'base64')) }),
    ...(nonce !== undefined && { nonce }),
  }
}

/** A proof with the public key in its header. */
export const signProof = ({ signing, jwk }: Ready, claims: object) =>
  signedJwt(signing, { typ: 'dpop+jwt', jwk }, claims)
