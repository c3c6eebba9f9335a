import { headerValue } from '@countersign/core'
import { checkHeader, type Jws, type JwsDraft, jwsOf, jwsSignature } from './jwt.js'
import { bodyOf, type Signed, type Standard, type StandardReading, type Variation } from './standard.js'
import { bodyVariations, text } from './variations.js'
import { Problems } from './words.js'

/** A detached JWS of the body (RFC 7797; RFC 7515 appendix F). */
export const detachedJwsStandard: Standard = {
  settings: ['keyId', 'algorithm', 'secretEncoding', 'signingKey', 'header', 'payload', 'typ'],
  how: () => 'detached JWS',
  read(signed): StandardReading {
    const problems = new Problems()
    const jws = sentJws(signed, problems)
    if (!jws) return { problems: problems.all }
    checkHeader(jws, signed, problems)
    const isEncoded = checkPayload(jws, signed, problems)
    const secret = signed.values.secret ? { setting: 'secret', bytes: secretOf(signed) } : undefined
    const signature = jwsSignature(signed, {
      name: 'signature',
      jws,
      payload: payloadOf(bodyOf(signed), isEncoded),
      ...(secret && { secret }),
      variations: variationsOf(signed, isEncoded),
    })
    return { problems: problems.all, signature }
  },
}

function sentJws({ call, values }: Signed, problems: Problems): Jws | undefined {
  const name = values.header ?? ''
  const value = headerValue(call.request.headers, name)?.trim()
  if (!value) {
    problems.add(name, 'it is missing: the request is not signed; expected a detached JWS, HEADER..SIGNATURE')
    return undefined
  }
  const jws = jwsOf(value)
  if (!jws)
    problems.add(
      name,
      'it is not a JWS: expected three parts between dots, the first a header in base64url (RFC 7515 section 7.1)',
    )
  return jws
}

/** @returns whether the header says that the payload is encoded */
function checkPayload({ header, payloadText }: Jws, { values }: Signed, problems: Problems): boolean {
  if (payloadText !== '')
    problems.add('payload', 'it is in the header, and a detached JWS leaves it out (RFC 7515 appendix F)')
  const isEncoded = header.b64 !== false
  const isExpected = values.payload === 'encoded'
  if (isEncoded !== isExpected)
    problems.add(
      'b64',
      isEncoded
        ? 'it is missing; expected false: the payload is signed unencoded (RFC 7797 section 3)'
        : 'false was sent; expected an encoded payload',
    )
  const crit = Array.isArray(header.crit) ? header.crit : []
  if (!isEncoded && !crit.includes('b64'))
    problems.add('crit', 'it does not name b64, which is critical (RFC 7797 section 6)')
  if (values.typ !== undefined)
    problems.same('typ', typeof header.typ === 'string' ? header.typ : undefined, values.typ)
  return isEncoded
}

/** The secret as base64, base64url or a JWK, or as it stands. */
export function secretOf({ values }: Signed): Buffer {
  const { secret = '', secretEncoding } = values
  if (secretEncoding === 'text') return Buffer.from(secret)
  try {
    return Buffer.from(
      secret.startsWith('{') ? String((JSON.parse(secret) as { k: unknown }).k) : secret,
      'base64',
    )
  } catch {
    return Buffer.from(secret)
  }
}

const payloadOf = (body: Buffer, isEncoded: boolean) =>
  isEncoded ? Buffer.from(body.toString('base64url')) : body

function* variationsOf(signed: Signed, isEncoded: boolean): Generator<Variation<JwsDraft>> {
  const body = bodyOf(signed)
  const change = (when: string, more: Partial<JwsDraft>, advice: string) =>
    text<JwsDraft>(when, (draft) => ({ ...draft, ...more }), advice)
  yield isEncoded
    ? change(
        'the payload is signed unencoded, and the header says otherwise',
        { payload: body },
        'Write "b64": false and "crit": ["b64"] into the protected header (RFC 7797 section 3).',
      )
    : change(
        'the payload is signed in base64url',
        { payload: payloadOf(body, true) },
        'With b64 false the body itself is signed (RFC 7797 section 3).',
      )
  yield change(
    'there is no dot between header and payload',
    { dot: '' },
    'Sign the protected header, a dot and the payload (RFC 7515 section 5.1).',
  )
  yield change(
    'the payload is signed without the protected header',
    { protectedText: '', dot: '' },
    'Sign the protected header, a dot and the payload (RFC 7515 section 5.1).',
  )
  yield* bodyVariations<JwsDraft>(signed, (bytes) => (draft) => ({
    ...draft,
    payload: payloadOf(bytes, isEncoded),
  }))
}
