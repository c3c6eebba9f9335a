import { createHash } from 'node:crypto'
import type { Part } from './input.js'
import type { Mistake } from './mistake.js'
import type { StringSource } from './string-source.js'
import { writers } from './writers.js'

export interface Form extends Mistake {
  readonly parts: readonly Part[]
}

/** One part in another form. */
export function* partForms(parts: readonly Part[], source: StringSource): Generator<Form> {
  const { body } = source
  for (const part of parts) {
    const forms =
      part.name === 'bodyHash'
        ? hashForms(body)
        : part.name === 'body'
          ? bodyForms(body)
          : valueForms(part, source)
    for (const [value, when, advice] of forms) {
      if (value.equals(part.value)) continue
      yield { when, advice, parts: parts.map((one) => (one === part ? { name: one.name, value } : one)) }
    }
  }
}

type Forms = Iterable<readonly [value: Buffer, when: string, advice: string]>

const digest = (name: string, body: Buffer) => createHash(name).update(body).digest()

function* hashForms(body: Buffer): Forms {
  const advice =
    body.length === 0
      ? 'The bodyHash of an empty body is the empty string.'
      : 'The bodyHash is SHA-256 in base64.'
  const empty = body.length === 0 ? 'the hash of an empty body instead of the empty string, ' : ''
  const sha256 = digest('sha256', body)
  if (body.length === 0)
    yield [
      Buffer.from(sha256.toString('base64')),
      'the bodyHash is the hash of an empty body instead of the empty string',
      advice,
    ]
  for (const { says, write } of writers)
    yield [Buffer.from(write(sha256)), `the bodyHash is ${empty}in ${says}`, advice]
  yield [Buffer.alloc(0), 'the bodyHash is left empty', advice]
  yield [body, 'the body itself is in place of the bodyHash', advice]
  yield [
    Buffer.from(digest('sha256', Buffer.from(sha256.toString('hex'))).toString('base64')),
    'the body is hashed twice',
    advice,
  ]
  for (const name of ['md5', 'sha1', 'sha512']) {
    const hash = digest(name, body)
    const title = { md5: 'MD5', sha1: 'SHA-1', sha512: 'SHA-512' }[name]
    yield [Buffer.from(hash.toString('base64')), `the bodyHash is made with ${title}`, advice]
    yield [Buffer.from(hash.toString('hex')), `the bodyHash is made with ${title}, in hex`, advice]
  }
}

function* bodyForms(body: Buffer): Forms {
  const advice = "Sign the body's own bytes."
  const sha256 = digest('sha256', body)
  for (const { says, write } of writers)
    yield [Buffer.from(write(sha256)), `the body's SHA-256 in ${says} is in place of the body`, advice]
  yield [sha256, "the body's SHA-256 is in place of the body", advice]
  if (body.length <= 1e7)
    yield [Buffer.from(body.toString('base64')), "the body's base64 is in place of the body", advice]
}

/** A path, with its query or without, as people write it. */
function* targetForms(text: string, url: string, advice: string): Forms {
  const [, host = '', path = '', query = ''] = /^[a-z]+:\/\/([^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url) ?? []
  yield [Buffer.from(url), 'the whole URL is signed in place of the path', advice]
  yield [Buffer.from(host + text), 'the host is signed before the path', advice]
  yield [Buffer.from(text.slice(1)), 'the path is signed without its first slash', advice]
  yield [Buffer.from(path), 'the path is signed without the query', advice]
  yield [Buffer.from(path + query), 'the path is signed with the query', advice]
}

/** The query as it stands in the URL. */
function* queryForms(text: string, url: string, advice: string): Forms {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? []
  const sorted = (all: string) => all.split('&').sort().join('&')
  const isUnsorted = text !== query && sorted(text) === sorted(query)
  yield [
    Buffer.from(query),
    isUnsorted ? 'the parameters of the query are not sorted' : 'the query is signed as it stands in the URL',
    isUnsorted ? 'Sort the parameters of the query before you sign them.' : advice,
  ]
  yield [Buffer.from(`?${text}`), 'the query is signed with its question mark', advice]
}

const secondsOff = (seconds: number) =>
  `${Math.abs(seconds) === 1 ? 'one second' : `${Math.abs(seconds)} seconds`} ${seconds < 0 ? 'earlier' : 'later'}`

function* valueForms({ name, value }: Part, { claimed, requests }: StringSource): Forms {
  const text = value.toString()
  const advice = `Sign the ${name} exactly as it is sent.`
  if (/^(?:[0-9a-f]{2}){8,}$/i.test(text)) {
    yield [Buffer.from(text, 'hex'), `the ${name} is signed as the bytes that its hex represents`, advice]
    yield [Buffer.from(text.toUpperCase()), `the ${name} is signed in upper case`, advice]
    yield [Buffer.from(text.toLowerCase()), `the ${name} is signed in lower case`, advice]
  }
  if (/^\d{10}$/.test(text) && claimed[name] !== undefined) {
    for (const seconds of [-1, 1, -2, 2])
      yield [
        Buffer.from(String(Number(text) + seconds)),
        `the ${name} is ${secondsOff(seconds)}: the clock was read twice`,
        advice,
      ]
    yield [Buffer.from(`${text}000`), `the ${name} is signed in milliseconds`, advice]
    yield [
      Buffer.from(new Date(Number(text) * 1000).toISOString()),
      `the ${name} is signed as a date`,
      advice,
    ]
  }
  if (/^\d{13}$/.test(text))
    yield [Buffer.from(text.slice(0, 10)), `the ${name} is signed in seconds`, advice]
  if (name === 'method') yield [Buffer.from(text.toLowerCase()), 'the method is signed in lower case', advice]
  if (name === 'query')
    yield* queryForms(text, requests[0]?.url ?? '', 'Sign the query as the provider writes it.')
  if (name.startsWith('path')) yield* targetForms(text, requests[0]?.url ?? '', advice)
  yield [Buffer.alloc(0), `the ${name} is left empty`, advice]
}
