import { type Header, headerValue, plainCodec, type Response, textOf } from '@countersign/core'

/** Keeps the nonce of a response for the next proof (RFC 9449 section 8.2). @returns whether it is a new one */
export function takesNonce(headers: readonly Header[], origin: string, nonces: Map<string, string>): boolean {
  const nonce = headerValue(headers, 'DPoP-Nonce')
  // Section 8.1: NQCHAR only, or it could change the proof.
  if (nonce === undefined || !/^[!#-[\]-~]+$/.test(nonce) || nonces.get(origin) === nonce) return false
  nonces.set(origin, nonce)
  return true
}

/** Section 8: the token endpoint's error. */
export function asksForNonce({ status, body }: Response): boolean {
  if (status !== 400 && status !== 401) return false
  try {
    return (JSON.parse(textOf(body, plainCodec)) as { error?: unknown }).error === 'use_dpop_nonce'
  } catch {
    return false
  }
}

/** A challenge of the scheme DPoP whose error is `use_dpop_nonce`. */
export function challengesForNonce(challenge: string): boolean {
  const start = challenge.search(/\bDPoP\b/i)
  return start >= 0 && /\berror="use_dpop_nonce"/i.test(challenge.slice(start))
}
