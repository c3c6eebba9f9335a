import { describe, expect, it } from 'vitest'
import { prettyJson } from '../../client/json.js'

describe('JSON with a member a line', () => {
  it.each([
    ['a number that JSON readers round', '{"id":9007199254740993}', '{\n  "id": 9007199254740993\n}'],
    ['a number in a form of its own', '[1.50,1E3,-0]', '[\n  1.50,\n  1E3,\n  -0\n]'],
    ['members with one name', '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
    ['the name that JavaScript sorts first', '{"b":1,"1":2}', '{\n  "b": 1,\n  "1": 2\n}'],
    ['escapes', '{"a":"\\u00e9\\/"}', '{\n  "a": "\\u00e9\\/"\n}'],
    ['what is empty', '{"a":{ },"b":[]}', '{\n  "a": {},\n  "b": []\n}'],
    ['brackets in strings', '["[","{",",",":"]', '[\n  "[",\n  "{",\n  ",",\n  ":"\n]'],
  ])('shows %s as it was sent', (_what, sent, shown) => {
    expect(prettyJson(sent)).toBe(shown)
  })

  it.each([
    [{ a: [1, [2, [3, {}]], { b: null }], c: { d: { e: true } }, f: [] }],
    [[[], [[]], {}, { a: {} }, 'x "y" \\ \n', '', false, 1.5e-7]],
    [{ '': { '{': '}', '"': '\\' } }],
  ])('is what JSON.stringify writes, if nothing is lost in it: %j', (value) => {
    for (const sent of [JSON.stringify(value), JSON.stringify(value, null, 4)])
      expect(prettyJson(sent)).toBe(JSON.stringify(value, null, 2))
  })

  it.each(['{"a":1,}', "{'a':1}", 'true', '', '{"a":1} x'])(
    'leaves %j, which is not an object, alone',
    (text) => {
      expect(prettyJson(text)).toBeUndefined()
    },
  )

  it('stays small if brackets are deep', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
    expect(prettyJson(deep)?.length).toBeLessThan(1_000_000)
  })
})
