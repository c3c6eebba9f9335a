import { headerValue } from '@countersign/core'
import { schemeName } from '../../read/authorization.js'
import { claimTime, jsonOf, jwsOf, jwsSignature } from '../jwt.js'
import type { Signed, StandardReading } from '../standard.js'
import { valuesOf } from '../text.js'
import { Problems } from '../words.js'
import { checkProof } from './check-proof.js'
import { once } from './once.js'
import { isTokenRequest } from './token-request.js'

/** A DPoP proof (RFC 9449 section 4.3). */
export function readProof(signed: Signed): StandardReading {
  const problems = new Problems()
  const token = isTokenRequest(signed) ? undefined : tokenOf(signed, problems)
  const values = valuesOf(signed.call.request.headers, 'DPoP')
  const [text] = values
  if (text === undefined)
    problems.add('DPoP', 'it is missing: the request has no proof; expected a JWT with typ dpop+jwt')
  else if (values.length > 1)
    problems.add('DPoP', `there are ${values.length} of it; expected one (RFC 9449 section 4.3)`)
  const jws = text === undefined ? undefined : jwsOf(text)
  const claims = jws && jsonOf(jws.payloadText)
  if (!jws || !claims) {
    if (text !== undefined) problems.add('DPoP', 'it is not a JWT (RFC 9449 section 4.3)')
    return { problems: problems.all }
  }
  checkProof(signed, { jws, claims, token }, problems)
  const time = claimTime(claims, PROOF, problems)
  return {
    problems: problems.all,
    ...(time && { time: { name: 'iat', ...time, maxAhead: 60 } }),
    ...once(claims),
    signature: jwsSignature(signed, { name: 'DPoP: signature', jws, payload: Buffer.from(jws.payloadText) }),
  }
}

// RFC 9449 section 11.1: a proof holds for a short time.
const PROOF = 300

function tokenOf({ call, values }: Signed, problems: Problems): string | undefined {
  const value = headerValue(call.request.headers, 'Authorization')?.trim()
  const [scheme = '', token] = value?.split(/\s+/) ?? []
  if (!value)
    problems.add('Authorization', `it is missing; expected DPoP and a token from ${values.tokenUrl}`)
  else if (!/^dpop$/i.test(scheme))
    problems.add('Authorization', `its scheme is ${schemeName(scheme)}; expected DPoP (RFC 9449 section 7.1)`)
  else if (!token) problems.add('Authorization', 'it has no token after DPoP')
  return token
}
