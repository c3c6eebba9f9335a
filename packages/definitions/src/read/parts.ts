import { compile, compileTemplate } from '../expression/compile.js'
import type { Compiled } from '../expression/compiled.js'
import { parseExpression, parseTemplate } from '../expression/parse.js'
import type { Scope } from '../expression/scope.js'
import { type Expression, SyntaxProblem, type Template } from '../expression/syntax.js'
import { fault } from '../fault.js'
import type { Source } from './yaml.js'

/** A step, or a template of what is sent: as it was written, and compiled. */
export interface Part extends Compiled {
  readonly name: string
  readonly line: number
  readonly template: Template
}

/** Runs what reads a part; a problem gets its place. */
export function placed<Made>(file: string, line: number, about: string, read: () => Made): Made {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) throw fault({ file, line }, thrown.message, about)
    throw thrown
  }
}

export function readStep(source: Source, name: string, text: string, scope: Scope): Part {
  const line = source.lineOf(['steps', name])
  return placed(source.file, line, `step ${name}`, () => {
    const expression: Expression = parseExpression(text)
    return { name, line, template: [expression], ...compile(expression, scope) }
  })
}

/** @param about where it stands, as in `send header X-Key` */
export function readTemplate(
  source: Source,
  path: readonly (string | number)[],
  about: string,
  text: string,
  scope: Scope,
): Part {
  const line = source.lineOf(path)
  return placed(source.file, line, about, () => {
    const template = parseTemplate(text)
    return { name: about, line, template, ...compileTemplate(template, scope) }
  })
}
