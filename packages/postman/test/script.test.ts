import { formText, type ToolBody, wireBody, wireUrl, withoutComments } from '@countersign/script'
import { entropyRandom } from '@countersign/script/entropy'
import { describe, expect, it } from 'vitest'

const plain = (text: string) => text

describe('comments in JSON', () => {
  it.each([
    ['{"a": 1} // x', '{"a": 1} '],
    ['{ // x\n"a": 1 }', '{ \n"a": 1 }'],
    ['{ // x\r\n"a": 1 }', '{ \n"a": 1 }'],
    ['{"u": "http://x/*y*/"}', '{"u": "http://x/*y*/"}'],
    ['{"a\\"//b": 1}/**/', '{"a\\"//b": 1}'],
    ['{"a": /* cut off', '{"a": '],
    ['{"a": "cut off // here', '{"a": "cut off // here'],
  ])('%j', (text, expected) => expect(withoutComments(text)).toBe(expected))
})

it('a form: one name, one place; integers first, as an object has them', () => {
  const rows = [
    { key: 'b', value: '1' },
    { key: 'a', value: ' ' },
    { key: 'b', value: "'" },
    { key: '7', value: '' },
  ]
  expect(formText(rows)).toBe('7=&b=1&b=%27&a=%20')
  expect(() => formText([{ key: 'a', value: '\ud800' }])).toThrowError(/surrogate/)
})

it('a URL: with a scheme, encoded once, without its fragment', () => {
  expect(wireUrl(' example.com/é b?q=ü x#y ')).toBe('http://example.com/%C3%A9%20b?q=%C3%BC%20x')
  expect(wireUrl('https://example.com/%2F%zz?a=%20+')).toBe('https://example.com/%2F%zz?a=%20+')
  expect(wireUrl("HTTPS://e.com/it's?it's")).toBe("HTTPS://e.com/it's?it%27s")
})

it.each<[string, ToolBody]>([
  ['file', { mode: 'unreadable', called: 'file' }],
  ['formdata', { mode: 'unreadable', called: 'formdata' }],
])('a %s body is refused by its name', (name, body) => {
  expect(() => wireBody(body, plain)).toThrowError(new RegExp(`bytes of a ${name} body`))
})

describe('entropy from outside', () => {
  const ENTROPY = '00112233445566778899aabbccddeeff'.repeat(2)
  const tool = (kept = new Map<string, string>(), text: string | undefined = ENTROPY) => ({
    variable: () => text,
    render: (template: string) => template,
    context: 'the same',
    run: {
      get: (name: string) => kept.get(name),
      set: (name: string, value: string) => void kept.set(name, value),
      unset: (name: string) => void kept.delete(name),
    },
  })
  const draw = (one: ReturnType<typeof tool>) => String(entropyRandom(one, 'the same')?.(32))

  it('never gives the same twice, in a run and over runs', () => {
    const kept = new Map<string, string>()
    const draws = Array.from({ length: 50 }, () => [draw(tool(kept)), draw(tool())]).flat()
    expect(new Set(draws).size).toBe(100)
  })

  it('is nothing where none was handed in', () => {
    expect(entropyRandom({ ...tool(), variable: () => undefined }, '')).toBeUndefined()
  })

  it('keeps what it was given out of the variables of the run', () => {
    const kept = new Map<string, string>()
    draw(tool(kept))
    expect(JSON.stringify([...kept])).not.toContain(ENTROPY)
  })
})
