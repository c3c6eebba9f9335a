import { fileURLToPath } from 'node:url'
// The compiler's programming interface; TypeScript 7 has none yet.
import ts from 'typescript-6'

/** What a package exports, and what its docstring says. */
export interface Export {
  readonly module: string
  readonly name: string
  readonly summary: string
  readonly examples: readonly string[]
  readonly file: string
}

export const MODULES = [
  '@countersign/core',
  '@countersign/hosts/node',
  '@countersign/hosts/portable',
  '@countersign/hosts/webcrypto',
  '@countersign/sandbox',
  '@countersign/schemes',
]

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** A program over texts that are in no file. */
function programOf(texts: ReadonlyMap<string, string>): ts.Program {
  const host = ts.createCompilerHost(OPTIONS)
  const { readFile, fileExists, getSourceFile } = host
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.getSourceFile = (path, ...rest) => {
    const text = texts.get(path)
    return text === undefined
      ? getSourceFile(path, ...rest)
      : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  }
  return ts.createProgram([...texts.keys()], OPTIONS, host)
}

export function exportsOf(modules: readonly string[]): Export[] {
  const entry = here('entry.ts')
  const text = modules.map((module, index) => `import * as m${index} from '${module}'`).join('\n')
  const program = programOf(new Map([[entry, text]]))
  const checker = program.getTypeChecker()
  const imports = program.getSourceFile(entry)?.statements.filter(ts.isImportDeclaration) ?? []
  return imports.flatMap((one, index) => {
    const symbol = checker.getSymbolAtLocation(one.moduleSpecifier)
    const found = symbol ? checker.getExportsOfModule(symbol) : []
    return found.map((each) => described(each, modules[index] as string, checker))
  })
}

function described(symbol: ts.Symbol, module: string, checker: ts.TypeChecker): Export {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const examples = target.getJsDocTags(checker).filter(({ name }) => name === 'example')
  return {
    module,
    name: symbol.name,
    summary: ts.displayPartsToString(target.getDocumentationComment(checker)).trim(),
    examples: examples.map(({ text }) => codeIn(ts.displayPartsToString(text))),
    file: target.declarations?.[0]?.getSourceFile().fileName ?? '',
  }
}

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

const withImport = (example: string, module: string, name: string) =>
  new RegExp(`^import .*\\b${name}\\b`, 'm').test(example)
    ? example
    : `import { ${name} } from '${module}'\n${example}`
