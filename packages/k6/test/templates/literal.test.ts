import { runInNewContext } from 'node:vm'
import { providers } from '@countersign/core'
import { expect, it } from 'vitest'
import { literal } from '../../src/templates/literal.js'
import { script } from '../../src/templates/script.js'

const values: readonly unknown[] = [
  {},
  [],
  [[], {}, [1, [2]]],
  { a: null, b: true, c: -0.5, d: 1e21 },
  { 'a-b': 1, $x: 2, ö: 3, '1': 4, '': 5, class: 6 },
  { quote: "it's", both: `it's "so"`, back: 'a\\b\\', tick: '`\u0024{x}`', line: 'a\r\n\u2028\u2029\u0000' },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
]

it.each(values.map((value) => [JSON.stringify(value), value]))('%s is read back as it was', (text, value) => {
  expect(runInNewContext(`JSON.stringify(${literal(value)})`)).toBe(text)
})

const [first] = providers
const hostile = "');throw 1;//`\u0024{1}\\\u2028*/"

it('a name, a path and a body cannot leave their quotes', () => {
  const examples = [{ name: hostile, method: 'POST', path: `/${hostile}`, body: hostile }]
  const text = script({ ...(first as NonNullable<typeof first>), examples })
  const table = /const requests = ([\s\S]*?\n\])\n/.exec(text)?.[1]
  const [row] = runInNewContext(`JSON.parse(JSON.stringify(${table}))`)
  expect({ ...row }).toEqual({ name: hostile, method: 'POST', path: `/${hostile}`, body: hostile })
})

it('a line end in a base URL or a setting cannot leave its comment', () => {
  const provider = { ...(first as NonNullable<typeof first>), name: 'A\nthrow 1', baseUrl: "https://a'b\n" }
  const comments = script(provider).split('import { check')[0] as string
  expect(
    comments
      .trimEnd()
      .split('\n')
      .every((line) => line.startsWith('//')),
  ).toBe(true)
})
