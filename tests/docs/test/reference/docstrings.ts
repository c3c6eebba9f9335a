import ts from 'typescript-6'
import { here, programOf, type Sources } from './program.js'

/** What a package exports, and what its docstring says. */
export interface Export {
  readonly module: string
  readonly name: string
  readonly summary: string
  readonly examples: readonly string[]
}

export const docstringsOf = ({ checker, exports }: Sources): Export[] =>
  exports.map(({ module, name, symbol }) => ({
    module,
    name,
    summary: ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim(),
    examples: tagsOf(symbol, 'example', checker).map(codeIn),
  }))

/** The texts of all tags of one name. */
export const tagsOf = (symbol: ts.Symbol, wanted: string, checker: ts.TypeChecker): string[] =>
  symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === wanted)
    .map(({ text }) => ts.displayPartsToString(text))

const codeIn = (text: string) => /```ts\n([\s\S]*?)\n```/.exec(text)?.[1] ?? text.trim()

/** What the compiler says of the examples, which import what they are about by themselves. */
export function problemsOf(exports: readonly Export[]): string[] {
  const places = new Map<string, string>()
  const texts = new Map<string, string>()
  for (const { module, name, examples } of exports)
    for (const example of examples) {
      const path = here(`example-${texts.size}.ts`)
      places.set(path, `${module}, ${name}`)
      texts.set(path, withImport(example, module, name))
    }
  const program = programOf(texts)
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file && texts.has(file.fileName))
    .map(({ file, messageText }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, ' ')
      return `${places.get(file?.fileName ?? '')}: ${message}\n${file?.text}\n`
    })
}

export const withImport = (example: string, module: string, name: string) =>
  new RegExp(`^import .*\\b${name}\\b`, 'm').test(example)
    ? example
    : `import { ${name} } from '${module}'\n${example}`
