import ts from 'typescript-6'
import { expect, it } from 'vitest'
import { docstringsOf, problemsOf, tagsOf } from '../reference/docstrings.js'
import { withoutUnit } from '../reference/numbers.js'
import { type Exported, MODULES, sourcesOf } from '../reference/program.js'
import { resultsOf } from '../reference/results.js'
import { thrownBy } from '../reference/thrown.js'

const sources = sourcesOf(MODULES)
const { checker } = sources
const exports = docstringsOf(sources)

it('every export says what it is for', () => {
  expect(exports.length).toBeGreaterThan(200)
  expect(exports.filter(({ summary }) => summary === '').map(placeOf)).toEqual([])
})

it('every export has an example', () => {
  expect(exports.filter(({ examples }) => examples.length === 0).map(placeOf)).toEqual([])
})

it('every example compiles', () => {
  expect(problemsOf(exports)).toEqual([])
})

it('every example gives what its comment says, as Node prints it', async () => {
  const results = await resultsOf(exports)
  expect(results.length).toBeGreaterThan(40)
  expect(results.filter(({ said, got }) => said !== got)).toEqual([])
})

it('every function names the errors that it throws or the function that it returns, and their codes', () => {
  const missing = sources.exports.map((one) => `${placeOf(one)} ${unnamedIn(one).join(', ')}`)
  expect(missing.filter((line) => !line.endsWith(' '))).toEqual([])
})

it('every code that a docstring names is one of ours', () => {
  const known = codesOf(sources.exports.find(({ name }) => name === 'ErrorCode') as Exported)
  expect(known).toContain('invalid-setting')
  const named = sources.exports.flatMap((one) =>
    everyThrows(one).flatMap((text) => codesNamedIn(text).map((code) => `${placeOf(one)}: ${code}`)),
  )
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((line) => !known.includes(line.split(': ').at(-1) as string))).toEqual([])
})

it('every number says what it counts', () => {
  expect(sources.exports.flatMap((one) => withoutUnit(one, checker))).toEqual([])
})

it('every scheme and every provider names the page that it follows', () => {
  const signing = sources.exports.filter(isSigning)
  expect(signing.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['hawk', 'clientSecretJwt', 'inqud']),
  )
  const pages = (one: Exported) => tagsOf(one.symbol, 'see', checker).filter((text) => /^https:/.test(text))
  expect(signing.filter((one) => pages(one).length === 0).map(placeOf)).toEqual([])
})

const placeOf = ({ module, name }: { readonly module: string; readonly name: string }) => `${module}: ${name}`

/** The classes and codes that a function throws and its docstring does not name. */
function unnamedIn({ symbol }: Exported): string[] {
  const text = saidOfErrors(symbol)
  const classes = [...thrownBy(symbol, checker)]
  return classes.flatMap(([name, codes]) => [
    ...(text === '' || (isExported(name) && !text.includes(name)) ? [name] : []),
    ...[...codes].filter((code) => !text.includes(`\`${code}\``)),
  ])
}

const isExported = (name: string) => sources.exports.some((one) => one.name === name)

/** What the docstring says of errors, and that of another function which it refers to. */
function saidOfErrors(symbol: ts.Symbol): string {
  const text = tagsOf(symbol, 'throws', checker).join('\n')
  const others = [...text.matchAll(/\{@link (\w+)\}/g)].map(([, name]) =>
    sources.exports.find((one) => one.name === name),
  )
  return [text, ...others.map((one) => (one ? saidOfErrors(one.symbol) : ''))].join('\n').trim()
}

const codesNamedIn = (text: string) => [...text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, code]) => code)

/** Every `@throws` of an export and of its members. */
function everyThrows({ symbol }: Exported): string[] {
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node))
      if (tag.tagName.text === 'throws') texts.push(ts.getTextOfJSDocComment(tag.comment) ?? '')
    if (!ts.isBlock(node)) ts.forEachChild(node, visit)
  }
  for (const declared of symbol.declarations ?? []) visit(declared)
  return texts
}

function codesOf({ symbol }: Exported): string[] {
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  return type.isUnion() ? type.types.flatMap((one) => (one.isStringLiteral() ? [one.value] : [])) : []
}

/** A provider, or what makes one of a scheme. */
function isSigning({ symbol, name }: Exported): boolean {
  if (!symbol.valueDeclaration || name === 'defineProvider') return false
  const type = checker.getTypeOfSymbol(symbol)
  const made = type.getCallSignatures()[0]?.getReturnType() ?? type
  return made.symbol?.name === 'Provider'
}
