import { describe, expect, it } from 'vitest'
import { untemplated } from '../../src/bundle/untemplated.js'

const made = (code: string): unknown => new Function(code)()

describe('untemplated', () => {
  it.each([
    'return "{{a}} {% b %} {# c #} {{{d}}}"',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    'return `{{a}} ${`{%`}{# ${{ a: "{{" }.a}`',
    'return "a{{b}}{%c".replace(/\\{\\{|\\{%|{#|[{%]/g, "-")',
    'return { a: { b: 1 } }.a // {{ a comment }}',
    'class A{#x = 1; get x() { return this.#x } }; return new A().x',
    'function f(a){{ return a }} return f(3)',
  ])('%s: another text that does the same', (code) => {
    const plain = untemplated(`(function(){${code}\n})()`)
    expect(plain).not.toMatch(/\{[{%#]/)
    expect(made(`return ${plain}`)).toEqual(made(code))
  })
})
