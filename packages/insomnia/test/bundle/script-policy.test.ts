import { describe, expect, it } from 'vitest'
import { underPolicy } from '../../src/bundle/script-policy.js'

/** What a script gives, run as it is written and as the policy lets it run. */
function run(body: string): unknown[] {
  const script = `await (async () => {\n${body}\n})()`
  const [, inner = ''] = /^await \(async \(\) => \{\n([\s\S]*)\n\}\)\(\)$/.exec(underPolicy(script)) ?? []
  return [body, inner].map((code) => new Function(code)())
}

describe('a script means the same under the policy', () => {
  it.each([
    [
      'this in a class',
      'class A { a = 1; #b = 2; get() { return this.a + this.#b } } return new A().get()',
      3,
    ],
    [
      'this in a subclass',
      'class A extends Error { constructor() { super("x"); this.a = 1 } } return new A().a',
      1,
    ],
    [
      'this that is changed',
      'class A { a = 1; up() { this.a++; return this } } return new A().up().up().a',
      3,
    ],
    ['this taken apart', 'class A { a = 1; get() { const { a } = this; return a } } return new A().get()', 1],
    [
      'a variable with a blocked name',
      'const self = { self: 1 }; const { self: b } = self; return b + self.self',
      2,
    ],
    ['one in shorthand', 'const process = 1; return { process }.process', 1],
    ['a parameter with a blocked name', 'return ((module) => module.a)({ a: 1 })', 1],
    ['the class of bytes', 'return new Uint8Array(1).constructor.name', 'Uint8Array'],
  ])('%s', (_name, body, expected) => {
    expect(run(body)).toEqual([expected, expected])
  })
})

it.each([
  'Object.defineProperty({}, "a", {})',
  'a.__proto__',
  'process.env',
  'new Proxy({}, {})',
  'require("a")',
])('what cannot be written in another way is refused: %s', (code) => {
  expect(() => underPolicy(code)).toThrow(/policy for scripts blocks/)
})
