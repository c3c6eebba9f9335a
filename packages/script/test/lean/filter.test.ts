import { randomBytes } from 'node:crypto'
import { secretFilter as whole } from '@countersign/core/secrets/filter'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { secretFilter } from '../../src/lean/filter.js'

const SECRETS = [
  randomBytes(32).toString('base64'),
  randomBytes(24).toString('base64url'),
  randomBytes(20).toString('hex'),
  'a pass phrase, with "quotes" and \\ and é😀',
  'pa+ss/word-9',
  'short',
]

/** What an encoding makes of a text, whole, cut, or escaped once more. */
const ENCODINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  encodeURIComponent,
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => JSON.stringify(text),
  (text) => JSON.stringify(encodeURIComponent(text)),
  (text) => String(new URLSearchParams({ a: text })),
  (text) => [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  (text) => Buffer.from(text).toString('hex'),
  (text) => Buffer.from(`xy${text}`).toString('base64'),
  (text) => Buffer.from(text, 'base64').toString('hex'),
  (text) => Buffer.from(text, 'hex').toString('base64url'),
  (text) => Buffer.from(text, 'base64').toString('latin1'),
  (text) => text.slice(2, 15),
  (text) => text.slice(3, 10),
]

const secret = fc
  .oneof(
    fc.constantFrom(...SECRETS),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    fc.base64String({ minLength: 8, maxLength: 64 }),
    fc.string({
      unit: fc.constantFrom('a', '/', '+', '=', '%', '\\', '"', ' '),
      minLength: 1,
      maxLength: 30,
    }),
  )
  .filter((text) => text.trim() !== '')

it('hides what the whole filter hides, in every spelling', () => {
  let hidden = 0
  const check = (one: string, other: string, encode: (text: string) => string) => {
    const text = `before ${encode(one)} (after\\) ${encode('plain')}%zz\\u12`
    const given = secretFilter([one, other])(text)
    expect(given).toBe(whole([one, other])(text))
    if (given !== text) hidden++
  }
  fc.assert(fc.property(secret, secret, fc.constantFrom(...ENCODINGS), check), { numRuns: 100 })
  expect(hidden).toBeGreaterThan(30)
})

it('leaves a text as it is without secrets', () => {
  expect(secretFilter(['', ' '])('a %41 \\n')).toBe('a %41 \\n')
})
