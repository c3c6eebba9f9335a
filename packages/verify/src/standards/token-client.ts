import { headerValue, parseUrl, publicJwk, readSigningKey } from '@countersign/core'
import type { JsonObject } from '../json.js'
import { readBearer } from '../read/bearer.js'
import { checkClaim, checkHeader, claimTime, type Jws, jsonOf, jwsOf, jwsSignature } from './jwt.js'
import { bodyOf, type Signed, type Standard, type StandardReading } from './standard.js'
import { asSent, decode, hashOf, pairsOf, valuesOf } from './text.js'
import { Problems, quoted } from './words.js'

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Clients that authenticate by a JWT at a token endpoint (RFC 7523, OpenID Connect Core section 9). */
export const clientAssertionStandard: Standard = {
  settings: ['clientId', 'tokenUrl', 'audience', 'assertionLifetime'],
  how: (signed) => (isTokenRequest(signed) ? 'a client assertion' : 'a bearer token'),
  read: (signed) => (isTokenRequest(signed) ? readTokenRequest(signed) : readBearerRequest(signed)),
}

/** DPoP (RFC 9449): a token that is bound to a key, and a proof of that key with each request. */
export const dpopStandard: Standard = {
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

function isTokenRequest({ call, values }: Signed): boolean {
  const { origin, path } = parseUrl(values.tokenUrl ?? '')
  return call.url.origin === origin && call.url.path === path
}

function readBearerRequest({ call, values }: Signed): StandardReading {
  const { checks, notes = [], bearer } = readBearer(call.request, values.tokenUrl ?? 'the token endpoint')
  const problems = checks.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [{ name, text: problem }],
  )
  const ends = bearer?.endsAt
  const time =
    ends === undefined
      ? undefined
      : { name: 'bearer token: exp', seconds: ends, maxAge: 0, maxAhead: Number.POSITIVE_INFINITY }
  return { problems, notes, ...(time && { time }), asIs: 'nothing is signed: it carries a bearer token' }
}

/** The request for a token and its client assertion (RFC 7523 sections 2.2 and 3). */
function readTokenRequest(signed: Signed): StandardReading {
  const { values, variable } = signed
  const problems = new Problems()
  const form = new Map(
    pairsOf(bodyOf(signed).toString()).map(([name, value]) => [decode(name, true), decode(value, true)]),
  )
  const type = headerValue(signed.call.request.headers, 'Content-Type') ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    problems.add(
      'Content-Type',
      `${quoted(type)} was sent, expected application/x-www-form-urlencoded (RFC 6749 section 4.4.2)`,
    )
  problems.same('grant_type', form.get('grant_type'), 'client_credentials')
  if (form.has('client_id'))
    problems.same('client_id', form.get('client_id'), values.clientId ?? '', ` (${variable('clientId')})`)
  problems.same('client_assertion_type', form.get('client_assertion_type'), TYPE)
  const text = form.get('client_assertion')
  const jws = text === undefined ? undefined : jwsOf(text)
  const claims = jws && jsonOf(jws.payloadText)
  if (!jws || !claims) {
    problems.add(
      'client_assertion',
      text === undefined
        ? 'it is missing: the client does not authenticate'
        : 'it is not a JWT (RFC 7519 section 3)',
    )
    return { problems: problems.all }
  }
  checkHeader(jws, signed, problems)
  for (const name of ['iss', 'sub'])
    checkClaim(claims, name, values.clientId, problems, ` (${variable('clientId')})`)
  checkClaim(
    claims,
    'aud',
    values.audience ?? values.tokenUrl,
    problems,
    ` (${variable(values.audience ? 'audience' : 'tokenUrl')})`,
  )
  if (typeof claims.exp !== 'number') problems.add('exp', 'it is missing (RFC 7523 section 3)')
  const time =
    claims.iat === undefined && typeof claims.exp === 'number'
      ? { seconds: claims.exp, maxAge: 0 }
      : claimTime(claims, Number(values.assertionLifetime), problems)
  const { clientSecret } = values
  return {
    problems: problems.all,
    ...(time && {
      time: {
        name: 'iat and exp',
        ...time,
        maxAhead: claims.iat === undefined ? Number.POSITIVE_INFINITY : 60,
      },
    }),
    ...once(claims),
    signature: jwsSignature(signed, {
      name: 'client_assertion: signature',
      jws,
      payload: Buffer.from(jws.payloadText),
      ...(clientSecret && { secret: { setting: 'clientSecret', bytes: Buffer.from(clientSecret) } }),
    }),
  }
}

const once = ({ jti }: JsonObject) =>
  typeof jti === 'string' ? { singleUse: [{ name: 'jti', value: jti }] } : {}

/** A DPoP proof (RFC 9449 section 4.3). */
function readProof(signed: Signed): StandardReading {
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
    problems.add(
      'Authorization',
      `its scheme is ${/^[\w-]{1,30}$/.test(scheme) ? scheme : 'another one'}; expected DPoP (RFC 9449 section 7.1)`,
    )
  else if (!token) problems.add('Authorization', 'it has no token after DPoP')
  return token
}

interface Proof {
  readonly jws: Jws
  readonly claims: JsonObject
  readonly token: string | undefined
}

function checkProof(signed: Signed, { jws, claims, token }: Proof, problems: Problems): void {
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
