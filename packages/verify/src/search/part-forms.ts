import { createHash } from 'node:crypto'
import type { Part } from './input.js'
import type { Mistake } from './mistake.js'
import type { Forms, StringSource } from './string-source.js'
import { valueForms } from './value-forms.js'
import { writers } from './writers.js'

export interface Form extends Mistake {
  readonly parts: readonly Part[]
}

/** One part in another form. */
export function* partForms(parts: readonly Part[], source: StringSource): Generator<Form> {
  const { body } = source
  for (const part of parts) {
    const forms =
      part.name === source.bodyHash
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
  const firsts = [
    [Buffer.from(sha256.toString('hex')), ''],
    [Buffer.from(sha256.toString('base64')), ', the second time as base64'],
    [sha256, ', the second time as bytes'],
  ] as const
  for (const [first, says] of firsts)
    yield [Buffer.from(digest('sha256', first).toString('base64')), `the body is hashed twice${says}`, advice]
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
