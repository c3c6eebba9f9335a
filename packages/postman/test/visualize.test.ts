import { describe, expect, it } from 'vitest'
import { indented } from '../src/visualize.js'

describe('the Visualize tab', () => {
  it.each(['9007199254740993', '1.50', '-0', '1e400', '"\\u00e9 and \\" and { , : ]"'])(
    'shows the value %s as it came',
    (value) => {
      expect(indented(`{"a":${value}}`)).toBe(`{\n  "a": ${value}\n}`)
    },
  )

  it('indents as JSON.stringify does', () => {
    const value = { a: [], b: {}, c: [1, [true, null], { d: 'x y' }], e: '' }
    const shown = JSON.stringify(value, null, 2)
    for (const text of [JSON.stringify(value), shown, JSON.stringify(value, null, '\t')])
      expect(indented(text)).toBe(shown)
  })

  it('shows a text that is not JSON as it came', () => {
    for (const text of ['', 'plain  text', '{"a":', '<a/>']) expect(indented(text)).toBe(text)
  })
})
