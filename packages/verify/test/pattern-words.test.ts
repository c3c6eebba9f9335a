import { expect, it } from 'vitest'
import { patternInWords, patternSample } from '../src/pattern-words.js'

it.each([
  ['^(\\d{13})$', '13 digits'],
  ['^[0-9a-f]{64}$', '64 lower-case hex digits'],
  ['^[A-Za-z0-9]{8,64}$', '8 to 64 letters and digits'],
  ['^[0-9A-Za-z]+$', 'letters and digits only'],
  ['^[ !#-[\\]-~]+$', 'printable ASCII characters without double quotes and backslashes only'],
  ['oauth_timestamp="(\\d+)"', 'oauth_timestamp="…"'],
  ['\\bts="(\\d+)"', 'ts="…"'],
  ['(\\d{8}T\\d{6}Z)', '00000000T000000Z'],
  ['timestamp=(\\d{8}T\\d\\d:\\d\\d:\\d\\d\\+0000)', 'timestamp=00000000T00:00:00+0000'],
  ['nonce=([^;]+)', 'nonce=…'],
  ['^t=(\\d{10}),v1=.*?$', 't=0000000000,v1=…'],
])('says %s as %s', (pattern, words) => {
  expect(patternInWords(pattern)).toBe(words)
})

it.each(['^(?!a)b$', 'a|b', '^(.*)$'])('has no words for %s, and says none', (pattern) => {
  expect(patternInWords(pattern)).toBeUndefined()
})

it.each([/^[0-9a-f]{64}$/, /^[0-9A-Za-z]+$/, /^[\w-]+$/, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/])(
  'a sample of %s fits it',
  (pattern) => {
    expect(patternSample(pattern)).toMatch(pattern)
  },
)
