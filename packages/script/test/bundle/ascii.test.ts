import { expect, it } from 'vitest'
import { ascii } from '../../src/bundle/ascii.js'

const made = (code: string): unknown => new Function(code)()

it.each([
  'return "a…é😀"',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
  'return `ü${"\\u00fc…"}😀`',
  'return ["😀é", "\\\\…"].map((text) => text.replace(/[é-ü]|😀|…/gu, "-"))',
])('%s: another text that does the same', (code) => {
  const plain = ascii(`(function(){${code}})()`)
  expect(plain).toMatch(/^[\0-\x7f]*$/)
  expect(made(`return ${plain}`)).toEqual(made(code))
})
