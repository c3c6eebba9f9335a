import { bodyOf, type Signed, type Variation } from '../standard.js'
import { decode, hmac } from '../text.js'
import { bodyVariations, keyVariations, text } from '../variations.js'
import { quoted } from '../words.js'
import { type Draft, derived, hashOf, headersOf } from './data-to-sign.js'
import { secondsOf, timestampOf } from './timestamp.js'

/** What people do otherwise than Akamai's page says. */
export function* variationsOf(signed: Signed, draft: Draft): Generator<Variation<Draft>> {
  const { values } = signed
  const maxBody = Number(values.maxBody)
  const advice =
    'The data to sign are method, scheme, host, path with query, headers, content hash and the Authorization header up to the signature, with tabs between them.'
  const change = (when: string, more: Partial<Draft>) =>
    text<Draft>(when, (made) => ({ ...made, ...more }), advice)
  const key = (when: string, signingKey: Draft['signingKey']): Variation<Draft> => ({
    kind: 'key',
    when,
    advice:
      'The signing key is the HMAC-SHA-256 of the timestamp by the client secret as it stands, in base64, used as text.',
    change: (made) => ({ ...made, signingKey }),
  })
  yield* keyVariations<Draft>(signed, 'clientSecret', draft.secret, (secret) => (made) => ({
    ...made,
    secret,
  }))
  yield key('the client secret itself is the signing key', ({ secret }) => secret)
  yield key('the signing key is used in bytes, not in base64', ({ secret, timestamp }) =>
    hmac('sha256', secret, timestamp),
  )
  yield key('the signing key is in hex', ({ secret, timestamp }) =>
    hmac('sha256', secret, timestamp).toString('hex'),
  )
  const seconds = secondsOf(draft.timestamp) ?? 0
  for (const by of [-1, 1]) {
    const timestamp = timestampOf(seconds + by)
    const words = `the timestamp is one second ${by < 0 ? 'earlier' : 'later'}`
    yield key(`${words} in the signing key`, ({ secret }) => derived({ secret, timestamp }))
    yield text<Draft>(
      `${words} in what is signed`,
      (made) => ({ ...made, timestamp, start: made.start.replace(made.timestamp, timestamp) }),
      'Read the clock once for each request.',
    )
  }
  yield change('the content hash is left out', { hash: '' })
  yield change('the content hash is in hex', { hash: Buffer.from(draft.hash, 'base64').toString('hex') })
  yield change(`the body of a ${draft.method} is covered`, { hash: hashOf(bodyOf(signed), maxBody) })
  yield change('all of the body is covered', { hash: hashOf(bodyOf(signed), Number.POSITIVE_INFINITY) })
  for (const most of [131_072, 2048, 8192])
    if (most !== maxBody)
      yield change(`the first ${most} bytes of the body are covered`, { hash: hashOf(bodyOf(signed), most) })
  yield change('no header is signed', { headers: '' })
  for (const [name] of signed.call.request.headers)
    if (!/^(host|authorization)$/i.test(name))
      yield change(`the header ${quoted(name)} is signed`, { headers: headersOf(signed, name) })
  yield change('the query is left out', { target: draft.target.split('?')[0] ?? '' })
  yield change('the path is decoded', { target: decode(draft.target) })
  yield change('path and query are encoded once more', { target: draft.target.replace(/%/g, '%25') })
  yield change('the host has its port', { host: `${draft.host}:443` })
  yield change('the scheme is http', { scheme: 'http' })
  yield change('the scheme is https', { scheme: 'https' })
  yield change('the method is in lower case', { method: draft.method.toLowerCase() })
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    if (method !== draft.method)
      yield change(`the method is ${method}`, {
        method,
        hash: method === 'POST' ? hashOf(bodyOf(signed), maxBody) : '',
      })
  yield change('the Authorization header is left out', { start: '' })
  yield change('the Authorization header lacks its last semicolon', { start: draft.start.replace(/;$/, '') })
  if (draft.method === 'POST')
    yield* bodyVariations<Draft>(signed, (body) => (made) => ({ ...made, hash: hashOf(body, maxBody) }))
}
