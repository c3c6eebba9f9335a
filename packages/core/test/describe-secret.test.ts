import { expect, it } from 'vitest'
import { describeSecret } from '../src/steps/key.js'
import { testHost } from './host.js'

it.each([
  ['secret', 'abc', '3 characters, not shown'],
  ['keyPassword', 'correct horse battery', '21 characters, not shown'],
  ['api_passphrase', 'correct horse battery', '21 characters, not shown'],
  // FIPS 180-4's example: the SHA-256 of two blocks begins with 248d6a61.
  ['secret', 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '56 bytes, SHA-256 248d6a61…'],
])('of %s %j is said: %3$s', (name, secret, said) => {
  expect(describeSecret(name, secret, testHost())).toBe(said)
})
