import { describe, expect, it } from 'vitest'
import { formPairs } from '../../client/form.js'
import { areHashes, differenceOf, letterName, utf8Of, visible } from '../../client/text.js'

const text = (bytes: readonly number[]) => utf8Of(Uint8Array.from(bytes))
const letterAt = (one: string, other: string) => {
  const difference = differenceOf(one, other)
  return [
    difference?.at,
    ...[difference?.one, difference?.other].map((parts) => letterName([...(parts?.[1] ?? '')][0])),
  ]
}

describe('bytes that are not UTF-8', () => {
  it('are shown as what they are', () => {
    expect(visible(text([0x41, 0xff, 0x42, 0xc3, 0xa9]))).toBe('A\\xffBé')
  })

  it('are one letter each when two texts are compared', () => {
    const latin1 = text([0x63, 0x61, 0x66, 0xe9])
    expect(letterAt(latin1, 'café')).toEqual([3, '"\\xe9"', '"é"'])
    expect(letterAt(latin1, text([0x63, 0x61, 0x66, 0xe8]))).toEqual([3, '"\\xe9"', '"\\xe8"'])
    // The same text, written out by a client.
    expect(letterAt(text([0xe9]), '\\xe9')).toEqual([0, '"\\xe9"', '"\\"'])
  })
})

it('takes two hashes for what they are, and no others', () => {
  const [one, other] = ['0123456789abcdef'.repeat(4), 'fedcba9876543210'.repeat(4)]
  expect(areHashes(one, other)).toBe(true)
  expect(areHashes(one, one.toUpperCase())).toBe(false)
  expect(areHashes(one, `${one} `)).toBe(false)
})

it('shows the pairs of a form, and bytes in them that are not UTF-8', () => {
  expect(formPairs('a=1&a=2&b=x+y%20z&c&d=%zz')).toEqual([
    ['a', '1'],
    ['a', '2'],
    ['b', 'x y z'],
    ['c', ''],
    ['d', '%zz'],
  ])
  expect(formPairs('name=caf%C3%A9&other=caf%E9').map(([, value]) => visible(value))).toEqual([
    'café',
    'caf\\xe9',
  ])
})
