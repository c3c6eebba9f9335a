import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { type DrbgSeed, hmacDrbg } from '../src/portable.js'
import { hex, NONE, unhex } from './bytes.js'

const require = createRequire(import.meta.url)
// Fifteen vectors without and fifteen with additional input, from the NIST's CAVP.
const NIST: readonly Vector[] = require('hmac-drbg/test/fixtures/hmac-drbg-nist.json')
const Theirs = require('hmac-drbg')
const { sha256 } = createRequire(require.resolve('hmac-drbg'))('hash.js')

interface Vector {
  readonly entropy: string
  readonly nonce: string
  readonly add: readonly (string | null)[]
  readonly expected: string
}

// CAVP 14.3, HMAC_DRBG.rsp, SHA-256 without prediction resistance, with a reseed: without and with additional input.
const RESEEDED = [
  {
    entropy: '06032cd5eed33f39265f49ecb142c511da9aff2af71203bffaf34a9ca5bd9c0d',
    nonce: '0e66f71edc43e42a45ad3c6fc6cdc4df',
    reseed: ['01920a4e669ed3a85ae8a33b35a74ad7fb2a6bb4cf395ce00334a9c9a5a5d552', ''],
    add: ['', ''],
    expected:
      '76fc79fe9b50beccc991a11b5635783a83536add03c157fb30645e611c2898bb2b1bc215000209208cd506cb28da2a51bdb03826aaf2bd2335d576d519160842e7158ad0949d1a9ec3e66ea1b1a064b005de914eac2e9d4f2d72a8616a80225422918250ff66a41bd2f864a6a38cc5b6499dc43f7f2bd09e1e0f8f5885935124',
  },
  {
    entropy: '05ac9fc4c62a02e3f90840da5616218c6de5743d66b8e0fbf833759c5928b53d',
    nonce: '2b89a17904922ed8f017a63044848545',
    reseed: [
      '2791126b8b52ee1fd9392a0a13e0083bed4186dc649b739607ac70ec8dcecf9b',
      '43bac13bae715092cf7eb280a2e10a962faf7233c41412f69bc74a35a584e54c',
    ],
    add: [
      '3f2fed4b68d506ecefa21f3f5bb907beb0f17dbc30f6ffbba5e5861408c53a1e',
      '529030df50f410985fde068df82b935ec23d839cb4b269414c0ede6cffea5b68',
    ],
    expected:
      '02ddff5173da2fcffa10215b030d660d61179e61ecc22609b1151a75f1cbcbb4363c3a89299b4b63aca5e581e73c860491010aa35de3337cc6c09ebec8c91a6287586f3a74d9694b462d2720ea2e11bbd02af33adefb4a16e6b370fa0effd57d607547bdcfbb7831f54de7073ad2a7da987a0016a82fa958779a168674b56524',
  },
]

const random = (length: number) => new Uint8Array(randomBytes(length))
const seed = (change: Partial<DrbgSeed> = {}): DrbgSeed => ({
  entropy: random(32),
  nonce: random(16),
  ...change,
})

describe('the vectors of the NIST', () => {
  test.each(NIST)('without a reseed %#', ({ entropy, nonce, add, expected }) => {
    const drbg = hmacDrbg({ entropy: unhex(entropy), nonce: unhex(nonce) })
    const outputs = add.map((text) => drbg.generate(expected.length / 2, unhex(text ?? '')))
    expect(hex(outputs[1] ?? NONE)).toBe(expected)
  })

  test.each(RESEEDED)('with a reseed %#', ({ entropy, nonce, reseed, add, expected }) => {
    const drbg = hmacDrbg({ entropy: unhex(entropy), nonce: unhex(nonce) })
    drbg.reseed(unhex(reseed[0] ?? ''), unhex(reseed[1] ?? ''))
    const outputs = add.map((text) => drbg.generate(expected.length / 2, unhex(text)))
    expect(hex(outputs[1] ?? NONE)).toBe(expected)
  })
})

test('agrees with another implementation, personalization included', () => {
  for (let length = 0; length < 100; length++) {
    const { entropy, nonce } = seed()
    const personalization = random(length)
    const theirs = new Theirs({
      hash: sha256,
      entropy: hex(entropy),
      nonce: hex(nonce),
      pers: hex(personalization),
    })
    const drbg = hmacDrbg({ entropy, nonce, personalization })
    for (const asked of [1, length, 32, 33])
      expect(hex(drbg.generate(asked))).toBe(theirs.generate(asked, 'hex'))
  }
})

test('refuses too little entropy, too short a nonce, and too long a request', () => {
  expect(() => hmacDrbg(seed({ entropy: random(31) }))).toThrow('32 bytes of entropy, and got 31')
  expect(() => hmacDrbg(seed({ nonce: random(15) }))).toThrow('16 bytes of nonce')
  expect(() => hmacDrbg(seed()).reseed(random(31))).toThrow('32 bytes of entropy')
  expect(() => hmacDrbg(seed()).generate(65_537)).toThrow('65,536')
  expect(hmacDrbg(seed()).generate(65_536)).toHaveLength(65_536)
})

test('never gives the same bytes again, and other bytes for any other seed', () => {
  const fixed = seed()
  const outputs = [fixed, { ...fixed, nonce: random(16) }, { ...fixed, personalization: random(1) }].flatMap(
    (one) => {
      const { generate } = hmacDrbg(one)
      return Array.from({ length: 100 }, () => hex(generate(16)))
    },
  )
  expect(new Set(outputs).size).toBe(300)
})
