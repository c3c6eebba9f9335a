import { headerValue, parseUrl } from '@countersign/core'
import { checkClaim, checkHeader, claimTime, jsonOf, jwsOf, jwsSignature } from '../jwt.js'
import { bodyOf, type Signed, type StandardReading } from '../standard.js'
import { decode, pairsOf } from '../text.js'
import { Problems, quoted } from '../words.js'
import { once } from './once.js'

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Whether it goes to the token endpoint. */
export function isTokenRequest({ call, values }: Signed): boolean {
  const { origin, path } = parseUrl(values.tokenUrl ?? '')
  return call.url.origin === origin && call.url.path === path
}

/** The request for a token and its client assertion (RFC 7523 sections 2.2 and 3). */
export function readTokenRequest(signed: Signed): StandardReading {
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
