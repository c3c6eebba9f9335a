import { createSigner, headerValue } from '@countersign/core'
import { type JsonObject, objectIn } from '../json.js'
import { checkBodyHash } from './body-hash.js'
import { secretOf } from './jws.js'
import { checkHeader, claimTime, jsonOf, jwsOf, jwsSignature } from './jwt.js'
import type { Signed, Standard, StandardReading } from './standard.js'
import { Problems, quoted } from './words.js'

/** Claims about a request in a JWT (RFC 7519). */
export const signedClaimsStandard: Standard = {
  settings: ['keyId', 'algorithm', 'secretEncoding', 'signingKey', 'issuer', 'subject', 'lifetime', 'header'],
  how: () => 'signed claims',
  async read(signed): Promise<StandardReading> {
    const problems = new Problems()
    const { values, call } = signed
    const name = values.header ?? ''
    const value = headerValue(call.request.headers, name)?.trim()
    if (!value) {
      problems.add(name, 'it is missing: the request is not signed; expected a JWT')
      return { problems: problems.all }
    }
    const jws = jwsOf(value.split(/\s+/).at(-1) ?? '')
    const claims = jws && jsonOf(jws.payloadText)
    if (!jws || !claims) {
      problems.add(
        name,
        'it is not a JWT: expected three parts of base64url between dots (RFC 7519 section 3)',
      )
      return { problems: problems.all }
    }
    checkHeader(jws, signed, problems)
    const time = claimTime(claims, Number(values.lifetime), problems)
    checkClaims(signed, claims, await claimsAgain(signed, claims), problems)
    const { jti } = claims
    return {
      problems: problems.all,
      ...(time && { time: { name: 'iat and exp', ...time, maxAhead: 60 } }),
      ...(typeof jti === 'string' && { singleUse: [{ name: 'jti', value: jti }] }),
      signature: jwsSignature(signed, {
        name: 'signature',
        jws,
        payload: Buffer.from(jws.payloadText),
        ...(values.secret && { secret: { setting: 'secret', bytes: secretOf(signed) } }),
      }),
    }
  },
}

/** The claims that the provider makes for this request, its clock and its id. */
async function claimsAgain({ one, call }: Signed, { iat, jti }: JsonObject): Promise<JsonObject> {
  const host = {
    ...call.host,
    ...(typeof iat === 'number' && { now: () => iat }),
    ...(typeof jti === 'string' && { nonce: () => jti }),
  }
  // Claims are compared as they are, and what is said of them is concealed.
  const decider = Object.assign((url: string) => one.decider(url), {
    ...one.decider,
    conceal: (text: string) => text,
  })
  let claims: string | undefined
  try {
    await createSigner({ decider, host }).attempt(call.request, (step, value) => {
      if (step === 'claims') claims = String(value)
    })
  } catch {
    // What the provider cannot sign is compared by what it traced before.
  }
  return (claims !== undefined && objectIn(() => String(claims))) || {}
}

function checkClaims(signed: Signed, sent: JsonObject, expected: JsonObject, problems: Problems): void {
  for (const [name, value] of Object.entries(expected)) {
    if (name === 'iat' || name === 'jti') {
      if (sent[name] === undefined && name === 'jti')
        problems.add(name, 'it is missing; expected an id that is never used again')
      continue
    }
    if (name === 'exp') checkLifetime(signed, sent, problems)
    else if (name === 'bodyHash' && typeof sent[name] === 'string')
      checkBodyHash(problems, signed, { name, sent: sent[name], hash: 'sha256', encoding: 'base64url' })
    else if (JSON.stringify(sent[name]) !== JSON.stringify(value))
      problems.add(
        name,
        `${sent[name] === undefined ? 'nothing' : quoted(wordsOf(sent[name]))} was sent, expected ${quoted(wordsOf(value))}`,
      )
  }
}

function checkLifetime({ values, variable }: Signed, { iat, exp }: JsonObject, problems: Problems): void {
  if (typeof exp !== 'number') problems.add('exp', 'it is missing')
  else if (typeof iat === 'number' && exp - iat > Number(values.lifetime))
    problems.add(
      'exp',
      `it is ${exp - iat} s after iat; expected at most ${values.lifetime} (${variable('lifetime')})`,
    )
}

const wordsOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
