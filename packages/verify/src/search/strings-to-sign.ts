import { createHash } from 'node:crypto'
import { joined, type Part } from './input.js'
import { CORRECT, type Mistake } from './mistake.js'

/** A string to sign, in pieces. */
export interface StringToSign extends Mistake {
  readonly message: readonly Buffer[]
}

export interface StringSource {
  readonly parts: readonly Part[]
  readonly delimiter: string
  /** What the request claims under the parts' names. */
  readonly claimed: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The right string to sign first, then what people sign instead. Long bodies are not copied. */
export function* stringsToSign(source: StringSource): Generator<StringToSign> {
  const { parts, delimiter } = source
  // A claim in an unexpected form was reported before: it is not a cause here.
  const bases = [parts, ...asClaimed(source)]
  for (const base of bases) yield { ...CORRECT, message: joined(base, delimiter) }
  for (const base of bases) {
    for (const form of partForms(base, source)) yield { ...form, message: joined(form.parts, delimiter) }
  }
  for (const base of bases) yield* arrangements(base, source)
}

interface Form extends Mistake {
  readonly parts: readonly Part[]
}

/** The parts as the request claims them, if they differ: a fraction, another public key. */
export function asClaimed({ parts, claimed }: Pick<StringSource, 'parts' | 'claimed'>): (readonly Part[])[] {
  const values = parts.map((part) => put(part, claimed[part.name] ?? part.value))
  return values.every(({ value }, n) => parts[n]?.value.equals(value)) ? [] : [values]
}

const put = (part: Part, value: string | Buffer): Part => ({
  name: part.name,
  value: typeof value === 'string' ? Buffer.from(value) : value,
})

/** One part in another form. */
function* partForms(parts: readonly Part[], { body, claimed }: StringSource): Generator<Form> {
  for (const part of parts) {
    const forms =
      part.name === 'bodyHash'
        ? hashForms(body)
        : part.name === 'body'
          ? bodyForms(body)
          : valueForms(part, claimed)
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
  const sha256 = digest('sha256', body)
  if (body.length === 0)
    yield [
      Buffer.from(sha256.toString('base64')),
      'the bodyHash is the hash of an empty body instead of the empty string',
      advice,
    ]
  yield [Buffer.from(sha256.toString('hex')), 'the bodyHash is in hex', advice]
  yield [Buffer.from(sha256.toString('hex').toUpperCase()), 'the bodyHash is in upper-case hex', advice]
  yield [Buffer.from(sha256.toString('base64url')), 'the bodyHash is in base64url', advice]
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
  yield [Buffer.from(sha256.toString('hex')), "the body's SHA-256 in hex is in place of the body", advice]
  yield [
    Buffer.from(sha256.toString('base64')),
    "the body's SHA-256 in base64 is in place of the body",
    advice,
  ]
  yield [sha256, "the body's SHA-256 is in place of the body", advice]
  if (body.length <= 1e7)
    yield [Buffer.from(body.toString('base64')), "the body's base64 is in place of the body", advice]
}

function* valueForms({ name, value }: Part, claimed: StringSource['claimed']): Forms {
  const text = value.toString()
  const advice = `Sign the ${name} exactly as it is sent.`
  if (/^(?:[0-9a-f]{2}){8,}$/i.test(text)) {
    yield [Buffer.from(text, 'hex'), `the ${name} is signed as the bytes that its hex represents`, advice]
    yield [Buffer.from(text.toUpperCase()), `the ${name} is signed in upper case`, advice]
    yield [Buffer.from(text.toLowerCase()), `the ${name} is signed in lower case`, advice]
  }
  if (/^\d{10}$/.test(text) && claimed[name] !== undefined) {
    yield [Buffer.from(`${text}000`), `the ${name} is signed in milliseconds`, advice]
    yield [
      Buffer.from(new Date(Number(text) * 1000).toISOString()),
      `the ${name} is signed as a date`,
      advice,
    ]
  }
  if (/^\d{13}$/.test(text))
    yield [Buffer.from(text.slice(0, 10)), `the ${name} is signed in seconds`, advice]
  yield [Buffer.alloc(0), `the ${name} is left empty`, advice]
}

/** The parts in another order, with another delimiter, one short, or with something around them. */
function* arrangements(
  parts: readonly Part[],
  { parts: expected, delimiter }: StringSource,
): Generator<StringToSign> {
  const names = (all: readonly Part[], between: string) =>
    all.map(({ name }) => name).join(between || ' and ')
  const advice = `Sign ${names(expected, delimiter)}, in that order${delimiter === '' ? ', with nothing in between' : ''}.`
  const delimiters = [
    ...new Set([delimiter, '', ':', '\n', '.', '|', ',', ';', ' ', '&', '-', '_', '\r\n', '+', '/']),
  ]
  for (const between of delimiters) {
    for (const order of orders(parts)) {
      const whens = [
        ...(order === parts ? [] : [`the string to sign is in another order, ${names(order, delimiter)}`]),
        ...(between === delimiter
          ? []
          : [
              between === ''
                ? 'there is nothing between the parts'
                : `there is ${JSON.stringify(between)} between the parts`,
            ]),
      ]
      if (whens.length > 0) yield { when: whens.join(' and '), advice, message: joined(order, between) }
    }
  }
  for (const left of parts) {
    const rest = parts.filter((part) => part !== left)
    yield {
      when: `the ${left.name} is left out of the string to sign`,
      advice,
      message: joined(rest, delimiter),
    }
  }
  for (const [text, what] of [
    ['\n', 'a newline'],
    ['\r\n', 'a CRLF'],
    [delimiter || ':', 'a delimiter'],
    [' ', 'a space'],
  ] as const) {
    yield {
      when: `there is ${what} after the string to sign`,
      advice,
      message: [...joined(parts, delimiter), Buffer.from(text)],
    }
  }
  yield* recased(joined(parts, delimiter), advice)
}

function* recased(message: readonly Buffer[], advice: string): Generator<StringToSign> {
  if (message.reduce((sum, { length }) => sum + length, 0) > 1e6) return
  const whole = Buffer.concat(message).toString()
  yield { when: 'the string to sign is in lower case', advice, message: [Buffer.from(whole.toLowerCase())] }
  yield { when: 'the string to sign is in upper case', advice, message: [Buffer.from(whole.toUpperCase())] }
  yield {
    when: 'the string to sign is encoded in base64 first',
    advice,
    message: [Buffer.from(Buffer.from(whole).toString('base64'))],
  }
}

/** All orders of up to five parts, the given one first. */
function orders<T>(parts: readonly T[]): (readonly T[])[] {
  if (parts.length > 5) return [parts]
  const rest = (all: readonly T[]): T[][] =>
    all.length === 0
      ? [[]]
      : all.flatMap((one, n) => rest(all.filter((_other, at) => at !== n)).map((more) => [one, ...more]))
  return [parts, ...rest(parts).slice(1)]
}
