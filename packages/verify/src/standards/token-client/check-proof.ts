import { publicJwk, readSigningKey } from '@countersign/core'
import type { JsonObject } from '../../json.js'
import { checkClaim, checkHeader, type Jws } from '../jwt.js'
import type { Signed } from '../standard.js'
import { asSent, hashOf } from '../text.js'
import type { Problems } from '../words.js'

/** A proof, taken apart, and the token that it is for. */
interface Proof {
  readonly jws: Jws
  readonly claims: JsonObject
  readonly token: string | undefined
}

/** RFC 9449 section 4.3. */
export function checkProof(signed: Signed, { jws, claims, token }: Proof, problems: Problems): void {
  const { call, values } = signed
  problems.same('typ', typeof jws.header.typ === 'string' ? jws.header.typ : undefined, 'dpop+jwt')
  const { keyId: _keyId, ...withoutKeyId } = values
  checkHeader(jws, { ...signed, values: withoutKeyId }, problems)
  checkKey(jws.header.jwk, values.signingKey ?? '', problems)
  if (typeof claims.jti !== 'string')
    problems.add('jti', 'it is missing; expected an id that is never used again')
  checkClaim(claims, 'htm', call.request.method.toUpperCase(), problems, ', the method of the request')
  checkClaim(
    claims,
    'htu',
    call.url.origin + asSent(call.url.path),
    problems,
    ', the URL of the request without query and fragment',
  )
  if (token === undefined) return
  const ath = hashOf('sha256', token, 'base64url')
  if (claims.ath === undefined)
    problems.add('ath', 'it is missing; expected the hash of the token (RFC 9449 section 4.2)')
  else if (claims.ath !== ath)
    problems.add('ath', 'it is not the SHA-256 of the token in base64url: the proof is for another token')
}

function checkKey(jwk: unknown, signingKey: string, problems: Problems): void {
  if (typeof jwk !== 'object' || jwk === null) {
    problems.add('jwk', 'it is missing; expected the public key (RFC 9449 section 4.2)')
    return
  }
  if ('d' in jwk)
    problems.add(
      'jwk',
      'it holds the private key; send the public members only, and use another key from now on',
    )
  const sent = jwk as Readonly<Record<string, unknown>>
  const expected = Object.entries(publicJwk(readSigningKey(signingKey)))
  if (expected.some(([name, value]) => sent[name] !== value))
    problems.add('jwk', 'it differs from the key in the settings')
}
