import { createHash } from 'node:crypto'
import { headerValue, type SignatureName } from '@countersign/core'
import { checkBodyHash } from './body-hash.js'
import { type Check, checkVariations, holdsBy, publicKeyOf } from './private-key.js'
import {
  bodyOf,
  type Signature,
  type Signed,
  type Standard,
  type StandardReading,
  type Variation,
} from './standard.js'
import { asSent, decode, encode, hmac, pairsOf, recode, sortedPairs } from './text.js'
import { keyVariations, text } from './variations.js'
import { checkSetting, Problems, quoted } from './words.js'

type Pair = readonly [name: string, value: string]

interface Draft {
  readonly method: string
  readonly uri: string
  readonly query: string
  readonly form: string
  readonly oauth: readonly Pair[]
  readonly normalized: (pairs: readonly Pair[]) => string
  readonly base: (parts: readonly string[]) => string
  readonly hash: 'sha1' | 'sha256'
  readonly consumerSecret: string
  readonly tokenSecret: string
  readonly key: (consumerSecret: string, tokenSecret: string) => string
  readonly check: Check
}

/** OAuth 1.0a (RFC 5849). */
export const oauth1Standard: Standard = {
  settings: ['consumerKey', 'consumerSecret', 'tokenSecret', 'signatureMethod', 'verifier'],
  how: ({ values }) => `OAuth 1.0a ${values.signatureMethod}`,
  read(signed): StandardReading {
    const problems = new Problems()
    const oauth = oauthParameters(signed, problems)
    if (!oauth) return { problems: problems.all }
    checkParameters(signed, oauth, problems)
    const [timestamp, nonce] = [oauth.get('oauth_timestamp'), oauth.get('oauth_nonce')]
    const seconds = timestamp !== undefined && /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : undefined
    const signature = oauth.get('oauth_signature')
    return {
      problems: problems.all,
      ...(seconds !== undefined && {
        time: { name: 'oauth_timestamp', seconds, maxAge: OLDEST, maxAhead: OLDEST },
      }),
      ...(nonce && { singleUse: [{ name: 'oauth_nonce', value: `${timestamp} ${nonce}` }] }),
      ...(signature && { signature: signatureOf(signed, oauth, signature) }),
    }
  },
}

// RFC 5849 section 3.3 leaves it to the server; servers in wide use take five minutes.
const OLDEST = 300

/** The parameters of the protocol: of the header, or else of the query or the form (RFC 5849 section 3.5). */
function oauthParameters(signed: Signed, problems: Problems): Map<string, string> | undefined {
  const value = headerValue(signed.call.request.headers, 'Authorization')?.trim()
  if (value && /^oauth\s/i.test(value)) {
    const pairs = [...value.slice(5).matchAll(/(?<![\w%-])([\w%-]+)=(?:"([^"]*)"|([^",\s]*))/g)]
    return new Map(
      pairs
        .filter(([, name]) => name !== 'realm')
        .map(([, name = '', quotedValue, plain = '']) => [decode(name), decode(quotedValue ?? plain)]),
    )
  }
  const others = [...pairsOf(queryOf(signed)), ...pairsOf(formOf(signed))]
  const oauth = others.filter(([name]) => name.startsWith('oauth_'))
  if (oauth.length > 0) return new Map(oauth.map(([name, text]) => [decode(name, true), decode(text, true)]))
  problems.add(
    'Authorization',
    value
      ? `its scheme is ${quoted(value.split(/\s/, 1)[0] ?? '')}; expected OAuth`
      : 'it is missing: the request is not signed; expected OAuth oauth_consumer_key="…", …, oauth_signature="…"',
  )
  return undefined
}

const queryOf = ({ call }: Signed) => call.request.url.split('#')[0]?.split('?').slice(1).join('?') ?? ''

function formOf(signed: Signed): string {
  const type = headerValue(signed.call.request.headers, 'Content-Type') ?? ''
  return /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(type) ? bodyOf(signed).toString() : ''
}

function checkParameters(signed: Signed, oauth: ReadonlyMap<string, string>, problems: Problems): void {
  const { values } = signed
  for (const name of ['oauth_consumer_key', 'oauth_signature_method', 'oauth_signature'])
    if (!oauth.get(name)) problems.add(name, 'it is missing (RFC 5849 section 3.1)')
  if (values.signatureMethod !== 'PLAINTEXT')
    for (const name of ['oauth_timestamp', 'oauth_nonce'])
      if (!oauth.get(name)) problems.add(name, 'it is missing (RFC 5849 section 3.1)')
  const check = (name: string, setting: string) => {
    if (oauth.get(name)) checkSetting(problems, signed, { name, setting, sent: oauth.get(name) })
  }
  check('oauth_consumer_key', 'consumerKey')
  check('oauth_signature_method', 'signatureMethod')
  if (values.token !== undefined)
    checkSetting(problems, signed, { name: 'oauth_token', setting: 'token', sent: oauth.get('oauth_token') })
  else if (oauth.get('oauth_token'))
    problems.add('oauth_token', `it was sent, and ${signed.variable('token')} is not set`)
  const timestamp = oauth.get('oauth_timestamp')
  if (timestamp && !/^\d{1,12}$/.test(timestamp))
    problems.add(
      'oauth_timestamp',
      `${quoted(timestamp)} was sent, expected seconds since 1970 (RFC 5849 section 3.3)`,
    )
  const version = oauth.get('oauth_version')
  if (version !== undefined) problems.same('oauth_version', version, '1.0')
  checkHash(signed, oauth, problems)
}

function checkHash(signed: Signed, oauth: ReadonlyMap<string, string>, problems: Problems): void {
  const name = 'oauth_body_hash'
  const sent = oauth.get(name)
  const isForm = formOf(signed) !== ''
  if (sent === undefined) {
    if (signed.values.bodyHash === 'yes' && !isForm)
      problems.add(name, `it is missing, and ${signed.variable('bodyHash')} asks for it`)
    return
  }
  if (isForm)
    problems.add(
      name,
      'it is there, and a form has none: its parameters are signed (OAuth Body Hash section 4.1)',
    )
  else {
    const hash = hashName(oauth.get('oauth_signature_method') ?? '')
    checkBodyHash(problems, signed, {
      name,
      sent,
      of: (body) => createHash(hash).update(body).digest('base64'),
    })
  }
}

const hashName = (method: string) => (method.endsWith('SHA256') ? 'sha256' : 'sha1')

function signatureOf(signed: Signed, oauth: ReadonlyMap<string, string>, sent: string): Signature<Draft> {
  const draft = draftOf(signed, oauth)
  const method = oauth.get('oauth_signature_method') ?? ''
  const about = { name: 'oauth_signature', sent, draft, input: baseString, encoding: 'base64' as const }
  const { signingKey } = signed.values
  if (method.startsWith('RSA') && signingKey) {
    const key = publicKeyOf(signingKey)
    const bytes = Buffer.from(sent, 'base64')
    return {
      ...about,
      holds: (made) => holdsBy(made.check, key, baseString(made), bytes),
      variations: () => [...checkVariations<Draft>(draft.check), ...variationsOf(signed, oauth)],
    }
  }
  if (method === 'PLAINTEXT')
    return {
      ...about,
      input: () => '',
      expected: (made) => Buffer.from(made.key(made.consumerSecret, made.tokenSecret)),
      encoding: 'latin1' as 'hex',
      variations: () => keysOf(signed),
    }
  return {
    ...about,
    expected: (made) => hmac(made.hash, made.key(made.consumerSecret, made.tokenSecret), baseString(made)),
    variations: () => [...keysOf(signed), ...variationsOf(signed, oauth)],
  }
}

function draftOf(signed: Signed, oauth: ReadonlyMap<string, string>): Draft {
  const { call, values } = signed
  const method = oauth.get('oauth_signature_method') ?? ''
  const isProtocol = ([name]: Pair) => name.startsWith('oauth_')
  const without = (text: string) =>
    pairsOf(text)
      .filter((pair) => !isProtocol(pair))
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
  return {
    method: call.request.method.toUpperCase(),
    uri: call.url.origin + asSent(call.url.path),
    query: without(queryOf(signed)),
    form: without(formOf(signed)),
    oauth: [...oauth]
      .filter(([name]) => name !== 'oauth_signature')
      .map(([name, value]) => [encode(name), encode(value)]),
    normalized,
    base: (parts) => parts.map(encode).join('&'),
    hash: hashName(method),
    consumerSecret: values.consumerSecret ?? '',
    tokenSecret: values.tokenSecret ?? '',
    key: (consumer, token) => `${encode(consumer)}&${encode(token)}`,
    check: { name: (method || 'RSA-SHA256') as SignatureName },
  }
}

/** The signature base string (RFC 5849 section 3.4.1). */
function baseString({ method, uri, query, form, oauth, normalized, base }: Draft): string {
  const own = [...pairsOf(query), ...pairsOf(form)].map(
    ([name, value]) => [recode(name, true), recode(value, true)] as const,
  )
  return base([method, uri, normalized([...own, ...oauth])])
}

const written = (pairs: readonly Pair[]) => pairs.map(([name, value]) => `${name}=${value}`).join('&')
const normalized = (pairs: readonly Pair[]) => written(sortedPairs(pairs))

function keysOf(signed: Signed): Variation<Draft>[] {
  const { values } = signed
  const advice =
    'The key is the consumer secret, an ampersand and the token secret, each percent-encoded (RFC 5849 section 3.4.2).'
  const key = (when: string, made: Draft['key']): Variation<Draft> => ({
    kind: 'key',
    when,
    advice,
    change: (draft) => ({ ...draft, key: made }),
  })
  const token = (when: string, value: string): Variation<Draft> => ({
    kind: 'key',
    when,
    advice,
    change: (draft) => ({ ...draft, tokenSecret: value }),
  })
  const tokenKeys = values.tokenSecret
    ? keyVariations<Draft>(signed, 'tokenSecret', Buffer.from(values.tokenSecret), (bytes) => (draft) => ({
        ...draft,
        tokenSecret: bytes.toString('latin1'),
      }))
    : []
  return [
    token('the token secret is left out of the key', ''),
    key('the key is not percent-encoded', (consumer, secret) => `${consumer}&${secret}`),
    key('the key has no ampersand after the consumer secret', (consumer) => encode(consumer)),
    key('the key is the consumer secret alone, as it stands', (consumer) => consumer),
    key(
      'the key is both secrets without an ampersand',
      (consumer, secret) => encode(consumer) + encode(secret),
    ),
    key(
      'the two secrets are swapped in the key',
      (consumer, secret) => `${encode(secret)}&${encode(consumer)}`,
    ),
    key(
      'the key is percent-encoded twice',
      (consumer, secret) => `${encode(encode(consumer))}&${encode(encode(secret))}`,
    ),
    ...keyVariations<Draft>(
      signed,
      'consumerSecret',
      Buffer.from(values.consumerSecret ?? ''),
      (bytes) => (draft) => ({ ...draft, consumerSecret: bytes.toString('latin1') }),
    ),
    ...tokenKeys,
  ]
}

function variationsOf(signed: Signed, oauth: ReadonlyMap<string, string>): Variation<Draft>[] {
  const { url } = signed.call
  const uri = (when: string, change: (uri: string) => string) =>
    text<Draft>(
      when,
      (draft) => ({ ...draft, uri: change(draft.uri) }),
      'The base string URI is scheme, host and path in their sent form, without a default port and without the query (RFC 5849 section 3.4.1.2).',
    )
  const parameters = (when: string, change: (draft: Draft) => Partial<Draft>) =>
    text<Draft>(
      when,
      (draft) => ({ ...draft, ...change(draft) }),
      'Sign all parameters of query, form and header, encoded by RFC 3986 and sorted by name and value (RFC 5849 section 3.4.1.3).',
    )
  const own = ({ query, form }: Draft) => [...pairsOf(query), ...pairsOf(form)]
  const other = oauth.get('oauth_signature_method')?.endsWith('256') ? 'sha1' : 'sha256'
  return [
    parameters('the query is left out', () => ({ query: '' })),
    parameters('the form is left out', () => ({ form: '' })),
    parameters('query and form are left out', () => ({ query: '', form: '' })),
    parameters('the parameters are not sorted', () => ({ normalized: written })),
    parameters('the parameters of the protocol are left out', () => ({ oauth: [] })),
    parameters('the parameters are encoded twice', (draft) => ({
      query: own(draft)
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .join('&'),
      form: '',
    })),
    parameters('a plus in the query is a plus sign, not a space', (draft) => ({
      query: draft.query.replace(/\+/g, '%2B'),
    })),
    parameters('the parameters are decoded', () => ({
      normalized: (pairs) =>
        written(sortedPairs(pairs.map(([name, value]) => [decode(name), decode(value)] as const))),
    })),
    parameters('parameters without a value are left out', (draft) => ({
      query: draft.query
        .split('&')
        .filter((pair) => /=./.test(pair))
        .join('&'),
    })),
    parameters('of a repeated parameter only the last is signed', (draft) => ({
      query: [...new Map(pairsOf(draft.query))].map((pair) => pair.join('=')).join('&'),
    })),
    parameters('oauth_version=1.0 is signed, and was not sent', ({ oauth: sent }) => ({
      oauth: [...sent, ['oauth_version', '1.0']],
    })),
    parameters('oauth_version is not signed', ({ oauth: sent }) => ({
      oauth: sent.filter(([name]) => name !== 'oauth_version'),
    })),
    parameters('oauth_token is signed and empty', ({ oauth: sent }) => ({
      oauth: [...sent.filter(([name]) => name !== 'oauth_token'), ['oauth_token', '']],
    })),
    parameters('oauth_body_hash is not signed', ({ oauth: sent }) => ({
      oauth: sent.filter(([name]) => name !== 'oauth_body_hash'),
    })),
    ...[-1, 1].map((seconds) =>
      parameters(`oauth_timestamp is one second ${seconds < 0 ? 'earlier' : 'later'}`, ({ oauth: sent }) => ({
        oauth: sent.map(
          ([name, value]) =>
            (name === 'oauth_timestamp' ? [name, String(Number(value) + seconds)] : [name, value]) as Pair,
        ),
      })),
    ),
    uri('the base string URI has the query in it', (sent) => `${sent}?${queryOf(signed)}`),
    uri(`the base string URI has the port ${url.scheme === 'https' ? 443 : 80}`, (sent) =>
      sent.replace(/^(\w+:\/\/[^/:]+)(?=\/)/, `$1:${url.scheme === 'https' ? 443 : 80}`),
    ),
    uri('the base string URI has no port', (sent) => sent.replace(/^(\w+:\/\/[^/:]+):\d+/, '$1')),
    uri('the base string URI starts with http', (sent) => sent.replace(/^https:/, 'http:')),
    uri('the base string URI starts with https', (sent) => sent.replace(/^http:/, 'https:')),
    uri('the base string URI is decoded', (sent) => decode(sent)),
    uri('the base string URI is encoded once more', (sent) => sent.replace(/%/g, '%25')),
    uri('the base string URI ends in a slash', (sent) => `${sent}/`),
    uri('the base string URI does not end in a slash', (sent) => sent.replace(/\/$/, '')),
    uri('the base string URI has no path', () => url.origin),
    text('the method is in lower case', (draft) => ({ ...draft, method: draft.method.toLowerCase() })),
    ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
      .filter((method) => method !== signed.call.request.method.toUpperCase())
      .map((method) => text<Draft>(`the method is ${method}`, (draft) => ({ ...draft, method }))),
    text(
      'the parts of the base string are not encoded',
      (draft) => ({ ...draft, base: (parts) => parts.join('&') }),
      'Percent-encode method, URI and parameters, each once more, in the base string (RFC 5849 section 3.4.1.1).',
    ),
    {
      kind: 'key',
      when: `it is made with HMAC-${other.toUpperCase()}`,
      advice: `Use ${oauth.get('oauth_signature_method')}, or say the other.`,
      change: (draft) => ({ ...draft, hash: other }),
    },
  ]
}
