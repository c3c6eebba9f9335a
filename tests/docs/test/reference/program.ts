import { fileURLToPath } from 'node:url'
// The compiler's programming interface; TypeScript 7 has none yet.
import ts from 'typescript-6'

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

export const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** A program over texts that are in no file. */
export function programOf(texts: ReadonlyMap<string, string>, more: ts.CompilerOptions = {}): ts.Program {
  const options = { ...OPTIONS, ...more }
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile } = host
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.getSourceFile = (path, ...rest) => {
    const text = texts.get(path)
    return text === undefined
      ? getSourceFile(path, ...rest)
      : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  }
  return ts.createProgram([...texts.keys()], options, host)
}

/** What a module exports: its symbol where it is declared. */
export interface Exported {
  readonly module: string
  readonly name: string
  readonly symbol: ts.Symbol
}

export interface Sources {
  readonly checker: ts.TypeChecker
  readonly exports: readonly Exported[]
}

/** The sources of our modules in place of what is built, so that functions have bodies. */
const SOURCES: ts.CompilerOptions = {
  paths: {
    '@countersign/core': [here('../../../../packages/core/src/index.ts')],
    '@countersign/schemes': [here('../../../../packages/schemes/src/index.ts')],
    '@countersign/sandbox': [here('../../../../packages/sandbox/src/index.ts')],
    '@countersign/core/*': [here('../../../../packages/core/src/*.ts')],
    '@countersign/hosts/*': [here('../../../../packages/hosts/src/*.ts')],
  },
}

export function sourcesOf(modules: readonly string[]): Sources {
  const entry = here('entry.ts')
  const text = modules.map((module, index) => `import * as m${index} from '${module}'`).join('\n')
  const program = programOf(new Map([[entry, text]]), SOURCES)
  const checker = program.getTypeChecker()
  const imports = program.getSourceFile(entry)?.statements.filter(ts.isImportDeclaration) ?? []
  const exports = imports.flatMap((one, index) => {
    const symbol = checker.getSymbolAtLocation(one.moduleSpecifier)
    const found = symbol ? checker.getExportsOfModule(symbol) : []
    return found.map((each) => ({
      module: modules[index] as string,
      name: each.name,
      symbol: targetOf(each, checker),
    }))
  })
  return { checker, exports }
}

export const targetOf = (symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
