import { expect, it } from 'vitest'
import { withEscapes } from '../src/escapes.js'

it.each([
  ['a salt that was signed as its bytes', [0x7b, 0x7d, 0x9c, 0x41, 0xff], String.raw`{}\x9cA\xff`],
  ['UTF-8', [...Buffer.from('Zoë €😀')], 'Zoë €😀'],
  ['UTF-8 that is cut off', [0xe2, 0x82], String.raw`\xe2\x82`],
])('%s', (_what, bytes, text) => {
  expect(withEscapes(Buffer.from(bytes))).toBe(text)
})
