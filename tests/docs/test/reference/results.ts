import { inspect } from 'node:util'
import ts from 'typescript-6'
import { type Export, withImport } from './docstrings.js'

/** What an example says of an expression, `hex(bytes) // 00ff`, and what it gives. */
export interface Result {
  readonly place: string
  readonly said: string
  readonly got: string
}

/** Runs the examples that say what an expression gives. */
export async function resultsOf(exports: readonly Export[]): Promise<Result[]> {
  const results: Result[] = []
  for (const { module, name, examples } of exports)
    for (const example of examples.filter((one) => RESULT.test(one))) {
      const note = (got: unknown, said: string) =>
        void results.push({ place: `${module}, ${name}`, said, got: textOf(got) })
      const code = runnable(withImport(example, module, name))
      await new AsyncFunction('load', 'note', code)((path: string) => import(path), note)
    }
  return results
}

const RESULT = /^(?!const |import |\/\/)(.*\S) \/\/ (.*)$/m

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...given: unknown[]) => Promise<void>

/** The body of a function, with `load` in place of imports and `note` around what is said to give something. */
function runnable(example: string): string {
  const marked = example.split('\n').map((line) => {
    const [, expression, said] = RESULT.exec(line) ?? []
    return expression === undefined ? line : `note(${expression}, ${JSON.stringify(said)})`
  })
  const { ES2022 } = ts.ScriptTarget
  const plain = ts.transpile(marked.join('\n'), { target: ES2022, module: ts.ModuleKind.ES2022 })
  return plain.replace(/^import (.*) from (.*);$/gm, 'const $1 = await load($2);')
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : inspect(value, { breakLength: Number.POSITIVE_INFINITY })
