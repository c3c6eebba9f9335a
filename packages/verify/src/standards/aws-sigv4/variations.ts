import { bodyOf, type Signed, type Variation } from '../standard.js'
import { encode, hashOf, hmac, pairsOf, valuesOf } from '../text.js'
import { bodyVariations, keyVariations, otherTypes, text, typeWords } from '../variations.js'
import { type AwsDraft, canonicalQuery, derived, normalised, once, twice } from './canonical.js'
import type { AwsFields } from './fields.js'

type Change = Variation<AwsDraft>

/** What people do otherwise than AWS's page says, the likeliest first. */
export function* awsVariations(signed: Signed, fields: AwsFields): Generator<Change> {
  yield* scopes(signed, fields)
  yield* keyVariations<AwsDraft>(
    signed,
    'secretAccessKey',
    Buffer.from(signed.values.secretAccessKey ?? ''),
    (secret) => (draft) => ({ ...draft, secret }),
  )
  yield* signingKeys
  yield* paths
  yield* queries
  yield* payloads(signed, fields)
  yield* headers(signed)
  yield* rest
  if (fields.payload === undefined)
    yield* bodyVariations<AwsDraft>(signed, (body) => (draft) => ({
      ...draft,
      payload: hashOf('sha256', body),
      headers: replacing(draft.headers, 'content-length', String(body.length)),
    }))
}

/** Another date, region or service, in the scope or in the key alone. */
function* scopes({ values }: Signed, { scope, dateTime }: AwsFields): Generator<Change> {
  const [, date = '', region = '', service = ''] = scope
  const all: [number, string, string, (string | undefined)[]][] = [
    [1, 'date', date, [dateTime.slice(0, 8), dayAfter(date, -1), dayAfter(date, 1)]],
    [2, 'region', region, [values.region, 'us-east-1']],
    [3, 'service', service, [values.service, 's3', 'execute-api']],
  ]
  for (const [at, name, sent, others] of all)
    for (const other of new Set(others)) {
      if (!other || other === sent) continue
      const change = (parts: readonly string[]) => parts.map((part, n) => (n === at - 1 ? other : part))
      const advice = `Use one ${name} in Credential and in the derived key.`
      const when = `the ${name} is ${other} in`
      yield {
        kind: 'scope',
        when: `${when} the derived key`,
        advice,
        change: (draft) => ({ ...draft, keyScope: change(draft.keyScope) }),
      }
      yield {
        kind: 'scope',
        when: `${when} the string to sign`,
        advice,
        change: (draft) => ({ ...draft, scope: change(draft.scope) }),
      }
      yield {
        kind: 'scope',
        when: `${when} the derived key and the string to sign, and only the header says ${sent}`,
        advice,
        change: (draft) => ({ ...draft, scope: change(draft.scope), keyScope: change(draft.keyScope) }),
      }
    }
}

function dayAfter(date: string, days: number): string | undefined {
  const time = Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}T00:00:00Z`)
  return Number.isNaN(time)
    ? undefined
    : new Date(time + days * 864e5).toISOString().slice(0, 10).replace(/-/g, '')
}

const key = (when: string, signingKey: AwsDraft['signingKey']): Change => ({
  kind: 'key',
  when,
  advice:
    'Derive the key by HMACs of date, region, service and aws4_request, each in bytes, from "AWS4" and the secret.',
  change: (draft) => ({ ...draft, signingKey }),
})

const signingKeys: readonly Change[] = [
  key('the secret itself is the key, without the derived one', ({ secret }) => secret),
  key('"AWS4" and the secret are the key, without the derived one', ({ secret }) =>
    Buffer.concat([Buffer.from('AWS4'), secret]),
  ),
  key('the derived key starts from the secret without "AWS4"', ({ secret, keyScope }) =>
    keyScope.reduce<Buffer>((made, part) => hmac('sha256', made, part), secret),
  ),
  key('the derived key is used as hex digits', (draft) => Buffer.from(derived(draft).toString('hex'))),
  key('the derived key lacks the last step, aws4_request', (draft) =>
    derived({ ...draft, keyScope: draft.keyScope.slice(0, -1) }),
  ),
]

const path = (when: string, uri: AwsDraft['uri']) =>
  text<AwsDraft>(
    when,
    (draft) => ({ ...draft, uri }),
    'Encode the path once for S3; for every other service normalise it and encode it once more than it is sent.',
  )

const paths: readonly Change[] = [
  path('the canonical URI is the path encoded once, as S3 has it', once),
  path('the canonical URI is the path encoded twice, as every service but S3 has it', twice),
  path('the canonical URI is the path as it is sent', (sent) => sent),
  path('the canonical URI is not normalised', (sent) => sent.split('/').map(encode).join('/')),
  path('the canonical URI is normalised', (sent) => once(normalised(sent))),
  path('the canonical URI is encoded three times', (sent) => twice(sent).split('/').map(encode).join('/')),
  path('the canonical URI is decoded', (sent) => decodeURI(sent.replace(/%(?![0-9a-f]{2})/gi, '%25'))),
  path('the canonical URI ends in a slash', (sent) => `${twice(sent)}/`),
  path('the canonical URI is /', () => '/'),
]

const query = (when: string, made: (query: string) => string) =>
  text<AwsDraft>(
    when,
    (draft) => ({ ...draft, canonicalQuery: made }),
    'Sort the query by name and value, encode each once by RFC 3986, and write name= for an empty value.',
  )

const queries: readonly Change[] = [
  query('the canonical query is not sorted', (sent) => unsorted(sent)),
  query('the canonical query is empty', () => ''),
  query('the canonical query is as it is sent', (sent) => sent),
  query('the canonical query is encoded twice', (sent) =>
    canonicalQuery(
      pairsOf(sent)
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .join('&'),
    ),
  ),
  query('a plus in the query is a space', (sent) => canonicalQuery(sent.replace(/\+/g, '%20'))),
  query('spaces in the canonical query are + signs', (sent) => canonicalQuery(sent).replace(/%20/g, '+')),
  query('an empty value has no equals sign in the canonical query', (sent) =>
    canonicalQuery(sent).replace(/=(?=&|$)/g, ''),
  ),
  query('a parameter without a value is left out of the canonical query', (sent) =>
    canonicalQuery(sent)
      .split('&')
      .filter((pair) => !pair.endsWith('='))
      .join('&'),
  ),
  query('of a repeated parameter only the first is in the canonical query', (sent) =>
    canonicalQuery(
      [...new Map(pairsOf(sent).reverse())]
        .reverse()
        .map((pair) => pair.join('='))
        .join('&'),
    ),
  ),
]

const unsorted = (sent: string) => {
  const canonical = new Map(
    canonicalQuery(sent)
      .split('&')
      .map((pair) => [pair, pair]),
  )
  return pairsOf(sent)
    .map(([name, value]) => canonicalQuery(`${name}=${value}`))
    .filter((pair) => canonical.has(pair))
    .join('&')
}

/** The hash of the payload: other ones than the request says. */
function* payloads(signed: Signed, { payload }: AwsFields): Generator<Change> {
  const body = bodyOf(signed)
  const hash = hashOf('sha256', body)
  const advice =
    'Use the SHA-256 of the body in lower-case hex, and send the same value as X-Amz-Content-Sha256.'
  const as = (when: string, value: string) => ({
    ...text<AwsDraft>(
      `the payload hash is ${when}`,
      (draft) => ({
        ...draft,
        payload: value,
        headers: replacing(draft.headers, 'x-amz-content-sha256', value),
      }),
      advice,
    ),
    kind: 'body' as const,
  })
  if (payload !== undefined && payload !== hash) yield as('that of the body', hash)
  yield as('that of an empty body', hashOf('sha256', ''))
  yield as('UNSIGNED-PAYLOAD', 'UNSIGNED-PAYLOAD')
  yield as('in upper-case hex', hash.toUpperCase())
  yield as('in base64', hashOf('sha256', body, 'base64'))
  yield as('left empty', '')
  yield as('the body itself', String(body))
}

/** A header with another value, if it is there. */
const replacing = (headers: AwsDraft['headers'], header: string, value: string): AwsDraft['headers'] =>
  headers.map(([name, own]) => [name, name.toLowerCase() === header ? value : own])

function* headers({ call: { request, url } }: Signed): Generator<Change> {
  const others = (name: string) => request.headers.filter(([one]) => one.toLowerCase() !== name)
  const replaced = (when: string, name: string, value: string | undefined) =>
    text<AwsDraft>(when, (draft) => ({
      ...draft,
      headers: [
        ...draft.headers.filter(([one]) => one.toLowerCase() !== name),
        ...(value === undefined ? [] : [[name, value] as const]),
      ],
    }))
  for (const type of otherTypes(request)) yield replaced(typeWords(type), 'content-type', type)
  const host = valuesOf(request.headers, 'host')[0] ?? url.authority
  const port = url.scheme === 'https' ? 443 : 80
  for (const other of new Set([`${host}:${port}`, host.replace(/:\d+$/, ''), url.host])) {
    if (other !== host) yield replaced(`the host is ${other}`, 'host', other)
  }
  if (others('content-length').length !== request.headers.length)
    yield replaced('there is no Content-Length', 'content-length', '')
}

const rest: readonly Change[] = [
  text('the method is in lower case', (draft) => ({ ...draft, method: draft.method.toLowerCase() })),
  text(
    'the canonical request has no empty line after its headers',
    (draft) => ({ ...draft, canonical: (whole) => whole.replace('\n\n', '\n') }),
    'End every header with a line end, the last too, and write SignedHeaders after an empty line.',
  ),
  text(
    'the canonical request is signed itself, not its SHA-256',
    (draft) => ({
      ...draft,
      stringToSign: ({ dateTime, scope }, whole) =>
        `AWS4-HMAC-SHA256\n${dateTime}\n${scope.join('/')}\n${whole}`,
    }),
    'Write the SHA-256 of the canonical request as the last line of the string to sign.',
  ),
  ...(
    [
      [-1, true],
      [1, true],
      [-1, false],
      [1, false],
    ] as const
  ).map(([seconds, all]) =>
    text<AwsDraft>(
      `X-Amz-Date is one second ${seconds < 0 ? 'earlier' : 'later'}${all ? '' : ' in the string to sign'}`,
      (draft) => ({
        ...draft,
        dateTime: later(draft.dateTime, seconds),
        ...(all && {
          headers: draft.headers.map(
            ([name, value]) =>
              [name, name.toLowerCase() === 'x-amz-date' ? later(value, seconds) : value] as const,
          ),
        }),
      }),
      'Read the clock once for each request.',
    ),
  ),
  text(
    'the date alone stands in the string to sign',
    (draft) => ({ ...draft, dateTime: draft.dateTime.slice(0, 8) }),
    'Write the whole time, as in X-Amz-Date.',
  ),
]

function later(dateTime: string, seconds: number): string {
  const [, y, mo, d, h, m, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(dateTime) ?? []
  const time = Date.parse(`${y}-${mo}-${d}T${h}:${m}:${s}Z`)
  return Number.isNaN(time)
    ? dateTime
    : new Date(time + seconds * 1000).toISOString().replace(/[:-]|\.\d{3}/g, '')
}
