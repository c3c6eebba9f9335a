import { createHash, type KeyObject } from 'node:crypto'
import { headerValue } from '@countersign/core'
import { readPrivateKey } from '@countersign/core/x509/pem'
import { asObject, objectIn } from '../json.js'
import { checkBodyHash } from './body-hash.js'
import { type Check, checkVariations, holdsBy, publicHalf } from './private-key.js'
import type { Signature, Signed, Standard, StandardReading, Variation } from './standard.js'
import { decode, encode } from './text.js'
import { text } from './variations.js'
import { Problems, quoted } from './words.js'

type Pair = readonly [name: string, value: string]

interface Draft {
  readonly method: string
  readonly uri: string
  readonly query: readonly Pair[]
  readonly oauth: readonly Pair[]
  readonly normalized: (pairs: readonly Pair[]) => string
  readonly check: Check
}

/** OAuth 1.0a as Mastercard's client library signs, which leaves RFC 5849 in several places. */
export const mastercardOauthStandard: Standard = {
  settings: ['consumerKey', 'signingKey', 'config', 'paths'],
  how: () => 'OAuth 1.0a RSA-SHA256 with a body hash',
  read(signed): StandardReading {
    const problems = new Problems()
    const oauth = parametersOf(signed, problems)
    if (!oauth) return { problems: problems.all }
    checkParameters(signed, oauth, problems)
    const timestamp = oauth.get('oauth_timestamp') ?? ''
    const nonce = oauth.get('oauth_nonce')
    const signature = oauth.get('oauth_signature')
    const key = publicKeyOf(signed)
    return {
      problems: problems.all,
      ...(/^\d{1,12}$/.test(timestamp) && {
        time: { name: 'oauth_timestamp', seconds: Number(timestamp), maxAge: OLDEST, maxAhead: OLDEST },
      }),
      ...(nonce && { singleUse: [{ name: 'oauth_nonce', value: nonce }] }),
      ...(signature && key && { signature: signatureOf(signed, oauth, decode(signature), key) }),
    }
  },
}

const OLDEST = 300

/** The parameters of the header, as they are written: only the signature is percent-encoded. */
function parametersOf(signed: Signed, problems: Problems): Map<string, string> | undefined {
  const value = headerValue(signed.call.request.headers, 'Authorization')?.trim() ?? ''
  if (/^oauth\s/i.test(value)) {
    const parts = value.slice('OAuth'.length).split('",')
    return new Map(parts.flatMap(parameterOf))
  }
  const [scheme = ''] = value.split(/\s/, 1)
  problems.add(
    'Authorization',
    value === ''
      ? 'it is missing: the request is not signed; expected OAuth oauth_body_hash="…",oauth_consumer_key="…",…'
      : `its scheme is ${quoted(scheme)}; expected OAuth`,
  )
  return undefined
}

function parameterOf(part: string): Pair[] {
  const [, name, written = ''] = /^\s*(oauth_[a-z_]+)="([^"]*)"?$/.exec(part) ?? []
  return name === undefined ? [] : [[name, written]]
}

function checkParameters(signed: Signed, oauth: ReadonlyMap<string, string>, problems: Problems): void {
  for (const name of ['oauth_nonce', 'oauth_timestamp', 'oauth_signature'])
    if (!oauth.get(name)) problems.add(name, 'it is missing')
  const consumerKey = signed.values.consumerKey ?? configText(signed, 'consumerKey')
  if (consumerKey)
    problems.same(
      'oauth_consumer_key',
      oauth.get('oauth_consumer_key'),
      consumerKey,
      ` (${signed.variable('consumerKey')})`,
    )
  problems.same('oauth_signature_method', oauth.get('oauth_signature_method'), 'RSA-SHA256')
  problems.same('oauth_version', oauth.get('oauth_version'), '1.0')
  const timestamp = oauth.get('oauth_timestamp')
  if (timestamp && !/^\d{1,12}$/.test(timestamp))
    problems.add('oauth_timestamp', `${quoted(timestamp)} was sent, expected seconds since 1970`)
  const sent = oauth.get('oauth_body_hash')
  const of = (body: Buffer) => createHash('sha256').update(body).digest('base64')
  if (sent === undefined)
    problems.add(
      'oauth_body_hash',
      'it is missing; expected the SHA-256 of the body in base64, of nothing too',
    )
  else checkBodyHash(problems, signed, { name: 'oauth_body_hash', sent, of })
}

/** A text of the configuration, at its top, in `mastercard` or in `oAuth1`. */
function configText({ values }: Signed, name: string): string | undefined {
  const whole = objectIn(() => values.config ?? '') ?? {}
  const own = asObject(whole.mastercard) ?? whole
  const found = (asObject(own.oAuth1) ?? own)[name]
  return typeof found === 'string' ? found : undefined
}

/** Undefined if there is no key at hand that can be read. */
function publicKeyOf(signed: Signed): KeyObject | undefined {
  const { values, call } = signed
  const key = values.signingKey ?? configText(signed, 'keystoreP12Path')
  const password = values.signingKeyPassword ?? configText(signed, 'keystorePassword')
  if (!key) return undefined
  return publicHalf(readPrivateKey(key, { host: call.host, password }).pkcs8)
}

function signatureOf(
  signed: Signed,
  oauth: ReadonlyMap<string, string>,
  sent: string,
  key: KeyObject,
): Signature<Draft> {
  const draft = draftOf(signed, oauth)
  const bytes = Buffer.from(sent, 'base64')
  return {
    name: 'oauth_signature',
    sent,
    draft,
    input: baseString,
    encoding: 'base64',
    holds: (made) => holdsBy(made.check, key, baseString(made), bytes),
    variations: () => [...checkVariations<Draft>(draft.check), ...variationsOf(signed)],
  }
}

function draftOf({ call }: Signed, oauth: ReadonlyMap<string, string>): Draft {
  const { method, url } = call.request
  const [whole = ''] = url.split('#')
  const [uri = '', ...queries] = whole.split('?')
  const [, scheme = '', authority = '', path = ''] = /^([^:]+:\/\/)([^/]*)(.*)$/s.exec(uri) ?? []
  const query = queries.join('?')
  return {
    method: method.toUpperCase(),
    uri: scheme.toLowerCase() + authority.toLowerCase() + (path || '/'),
    query: query === '' ? [] : query.split('&').map(pairOf),
    oauth: [...oauth].filter(([name]) => name !== 'oauth_signature'),
    normalized: (pairs) => written(sorted(onceEach(pairs))),
    check: { name: 'RSA-SHA256' },
  }
}

function pairOf(part: string): Pair {
  const at = part.indexOf('=')
  return at > 0 ? [part.slice(0, at), part.slice(at + 1)] : [part, '']
}

const onceEach = (pairs: readonly Pair[]): Pair[] => [
  ...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values(),
]

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other))

/** The library sorts entries of a map as texts: a name is followed by `,[object Set]`. */
const sorted = (pairs: readonly Pair[]): Pair[] =>
  [...pairs].sort(
    ([one, first], [other, second]) =>
      compare(`${one},[object Set]`, `${other},[object Set]`) || compare(first, second),
  )

const written = (pairs: readonly Pair[]) => pairs.map(([name, value]) => `${name}=${value}`).join('&')

function baseString({ method, uri, query, oauth, normalized }: Draft): string {
  const parameters = encodeURIComponent(normalized([...query, ...oauth])).replace('*', '%2A')
  return `${method}&${encodeURIComponent(uri)}&${parameters}`.replace('!', '%21')
}

const PARAMETERS =
  "Sign the query as it is sent, each pair once, together with the oauth_ parameters, as Mastercard's client library does."
const URI = 'The base string URI is scheme, host, the port if the URL has one, and path, without the query.'

function variationsOf({ call }: Signed): Variation<Draft>[] {
  const parameters = (when: string, change: (draft: Draft) => Partial<Draft>) =>
    text<Draft>(when, (draft) => ({ ...draft, ...change(draft) }), PARAMETERS)
  const uri = (when: string, change: (uri: string) => string) =>
    text<Draft>(when, (draft) => ({ ...draft, uri: change(draft.uri) }), URI)
  const each = (change: (value: string) => string) => (pairs: readonly Pair[]) =>
    pairs.map(([name, value]): Pair => [change(name), change(value)])
  const recoded = each((value) => encode(decode(value, true)))
  const without = (name: string) =>
    parameters(`${name} is not signed`, ({ oauth }) => ({ oauth: oauth.filter(([one]) => one !== name) }))
  const [, query = ''] = call.request.url.split('?')
  const port = call.url.scheme === 'https' ? 443 : 80
  return [
    parameters('the query is left out', () => ({ query: [] })),
    parameters('the parameters are encoded once more, as RFC 5849 says', (draft) => ({
      query: recoded(draft.query),
      oauth: each(encode)(draft.oauth),
    })),
    parameters('the query is decoded and encoded again', (draft) => ({ query: recoded(draft.query) })),
    parameters('the query is decoded', (draft) => ({
      query: each((value) => decode(value, true))(draft.query),
    })),
    parameters('a pair that comes twice is signed twice', () => ({
      normalized: (pairs) => written(sorted(pairs)),
    })),
    parameters('of a repeated parameter only the last is signed', (draft) => ({
      query: [...new Map(draft.query)],
    })),
    parameters('parameters without a value are left out', (draft) => ({
      query: draft.query.filter(([, value]) => value !== ''),
    })),
    parameters('the parameters are not sorted', () => ({ normalized: (pairs) => written(onceEach(pairs)) })),
    parameters('the parameters of the protocol are left out', () => ({ oauth: [] })),
    ...['oauth_body_hash', 'oauth_version', 'oauth_nonce', 'oauth_timestamp'].map(without),
    uri('the base string URI has the query in it', (sent) => `${sent}?${query}`),
    uri('the base string URI has no port', (sent) => sent.replace(/^(\w+:\/\/[^/:]+):\d+/, '$1')),
    uri(`the base string URI has the port ${port}`, (sent) =>
      sent.replace(/^(\w+:\/\/[^/:]+)(?=\/)/, `$1:${port}`),
    ),
    uri('the base string URI starts with http', (sent) => sent.replace(/^https:/, 'http:')),
    uri('the base string URI starts with https', (sent) => sent.replace(/^http:/, 'https:')),
    uri('the base string URI is decoded', (sent) => decode(sent)),
    uri('the path ends with a slash', (sent) => `${sent}/`),
    uri('the path has no slash at its end', (sent) => sent.replace(/\/$/, '')),
  ]
}
