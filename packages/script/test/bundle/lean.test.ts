import { lean } from '@countersign/bundle'
import { parseAst } from 'rolldown/parseAst'
import { describe, expect, it } from 'vitest'

const leaner = (code: string) =>
  lean(code, (text) => parseAst(text))
    .replace(/\s+/g, ' ')
    .trim()

describe('lean', () => {
  it('takes out what is added to a trace', () => {
    expect(leaner("f(); if (trace) { trace('a', b()) } g()")).toBe('f(); ; g()')
    expect(leaner("function f({ trace }) { trace?.('a', 1); return 2 }")).toBe(
      'function f({ trace }) { ; return 2 }',
    )
  })

  it('leaves an if as it was if that was all of it', () => {
    expect(leaner("if (a) trace?.('a')\nb()")).toBe('if (a) ; b()')
    expect(leaner("if (a) trace?.('a'); else b()")).toBe('if (a) ; else b()')
  })

  it('leaves what only looks like it', () => {
    for (const code of [
      "const used = trace?.('a')",
      'if (trace) f(); else g()',
      'if (traced) f()',
      "x.trace?.('a')",
    ]) {
      expect(leaner(code)).toBe(code)
    }
  })

  it('takes out what describes a provider to people', () => {
    expect(leaner("const a = { id: 'x', about: 'a, b', sources: [{ c: 1 }], examples }")).toBe(
      "const a = { id: 'x', }",
    )
    expect(leaner('const a = { [about]: 1, about() {} }')).toBe('const a = { [about]: 1, about() {} }')
  })
})
