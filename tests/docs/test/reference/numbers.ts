import ts from 'typescript-6'
import type { Exported } from './program.js'

// What a number counts, or what kind of number it is: an id counts nothing.
const UNIT =
  /\bid\b|seconds?|milliseconds?|\bbits?\b|bytes?|digits|characters|HTTP status|\bports?\b|how many|so many|counted|uses\b/i

/** The numbers of an export whose docstrings, and names, say no unit: members, parameters, results. */
export function withoutUnit({ module, name, symbol }: Exported, checker: ts.TypeChecker): string[] {
  const found: string[] = []
  const visit = (node: ts.Node, said: string, path: string): void => {
    if (ts.isBlock(node)) return
    const own = `${said} ${docOf(node, checker)}`
    const where = [path, nameOf(node)].filter(Boolean).join('.')
    if (isNumber(node, checker) && !UNIT.test(`${nameOf(node)} ${own}`)) found.push(`${module}: ${where}`)
    // A member of an interface says its own unit; what a method is given, the method may say.
    const handedOn = ts.isInterfaceDeclaration(node) ? '' : own
    const typed = ts.isVariableDeclaration(node) && node.type
    if (typed) visit(typed, handedOn, where)
    else ts.forEachChild(node, (child) => visit(child, handedOn, where))
  }
  const declared = symbol.declarations?.[0]
  if (declared) visit(declared, ts.displayPartsToString(symbol.getDocumentationComment(checker)), '')
  return declared ? found : [`${module}: ${name}`]
}

const nameOf = (node: ts.Node): string => ts.getNameOfDeclaration(node as ts.Declaration)?.getText() ?? ''

/** The docstring of a member, the `@param` of a parameter. */
function docOf(node: ts.Node, checker: ts.TypeChecker): string {
  if (ts.isParameter(node))
    return ts
      .getJSDocParameterTags(node)
      .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
      .join(' ')
  const name = ts.getNameOfDeclaration(node as ts.Declaration)
  const symbol = name && checker.getSymbolAtLocation(name)
  if (!symbol) return ''
  const returns = symbol.getJsDocTags(checker).filter((tag) => tag.name === 'returns')
  return [symbol.getDocumentationComment(checker), ...returns.map(({ text }) => text)]
    .map((parts) => ts.displayPartsToString(parts))
    .join(' ')
}

function isNumber(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node))
    return mayBeNumber(checker.getTypeAtLocation(node))
  if (!ts.isFunctionLike(node)) return false
  const signature = checker.getSignatureFromDeclaration(node)
  return signature !== undefined && mayBeNumber(checker.getReturnTypeOfSignature(signature))
}

/** A number, perhaps as text or absent; what may be true or false as well, a value of a trace, has no unit. */
function mayBeNumber(type: ts.Type): boolean {
  const types = type.isUnion() ? type.types : [type]
  const has = (flag: ts.TypeFlags) => types.some(({ flags }) => (flags & flag) !== 0)
  return has(ts.TypeFlags.NumberLike) && !has(ts.TypeFlags.BooleanLike)
}
