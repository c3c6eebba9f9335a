import ts from 'typescript-6'
import { targetOf } from './program.js'

/** The class of an error → the codes that it is thrown with, empty if it has none. */
export type Thrown = ReadonlyMap<string, ReadonlySet<string>>

type Found = Map<string, Set<string>>

/** A function with a body, or none: a method of an interface, a function of somebody else's. */
type Body = ts.FunctionLikeDeclaration | undefined

/**
 * What a function may throw, or the function that it returns: by itself and by the functions that it calls, as far as
 * they can be followed. What is caught does not count, nor what the methods of a returned object throw.
 */
export function thrownBy(symbol: ts.Symbol, checker: ts.TypeChecker): Thrown {
  const found: Found = new Map()
  const seen = new Set<ts.Node>()
  const own = (body: Body): void => follow(body, checker, found, seen, own)
  own(bodyOfSymbol(symbol, checker))
  return found
}

/** @param returned what to do with a function that is returned */
function follow(
  body: Body,
  checker: ts.TypeChecker,
  found: Found,
  seen: Set<ts.Node>,
  returned: (body: Body) => void = () => {},
): void {
  if (!body?.body || seen.has(body)) return
  seen.add(body)
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      if (isReturned(node)) returned(node as Body)
      return
    }
    if (ts.isTryStatement(node) && node.catchClause) {
      visit(node.catchClause.block)
      return
    }
    if (ts.isThrowStatement(node)) note(node.expression, checker, found)
    if (ts.isCallExpression(node) || ts.isNewExpression(node))
      follow(bodyOf(node.expression, checker), checker, found, seen)
    ts.forEachChild(node, visit)
  }
  visit(body.body)
}

const isReturned = ({ parent }: ts.Node) => ts.isReturnStatement(parent) || ts.isArrowFunction(parent)

/** Notes what is thrown, except what was caught before. */
function note(thrown: ts.Expression, checker: ts.TypeChecker, found: Found): void {
  const name = checker.getTypeAtLocation(thrown).symbol?.name
  if (name === undefined) return
  const codes = found.get(name) ?? new Set()
  found.set(name, codes)
  for (const code of codesIn(thrown, checker)) codes.add(code)
}

/** The code of `new CountersignError('code', …)`, or of each that a function makes. */
function codesIn(made: ts.Expression, checker: ts.TypeChecker): string[] {
  if (ts.isNewExpression(made)) {
    const [code] = made.arguments ?? []
    return code && ts.isStringLiteral(code) && isOurs(made, checker) ? [code.text] : []
  }
  const body = ts.isCallExpression(made) ? bodyOf(made.expression, checker)?.body : undefined
  const codes: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isExpression(node) && node !== made && isMaking(node) && isOurs(node, checker))
      codes.push(...codesIn(node, checker))
    else ts.forEachChild(node, visit)
  }
  if (body) visit(body)
  return codes
}

const isMaking = (node: ts.Node) => ts.isNewExpression(node) || ts.isCallExpression(node)

const isOurs = (made: ts.Expression, checker: ts.TypeChecker) =>
  checker.getTypeAtLocation(made).symbol?.name === 'CountersignError'

function bodyOf(called: ts.Expression, checker: ts.TypeChecker): Body {
  const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(called) ? called.name : called)
  return symbol && bodyOfSymbol(targetOf(symbol, checker), checker)
}

function bodyOfSymbol(symbol: ts.Symbol, checker: ts.TypeChecker): Body {
  const declared = symbol.valueDeclaration
  if (!declared) return undefined
  if (ts.isFunctionDeclaration(declared) || ts.isMethodDeclaration(declared)) return declared
  if (ts.isClassDeclaration(declared)) return declared.members.find(ts.isConstructorDeclaration)
  if (!ts.isVariableDeclaration(declared) && !ts.isPropertyAssignment(declared)) return undefined
  const value = declared.initializer
  if (!value) return undefined
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return value
  return ts.isIdentifier(value) ? bodyOf(value, checker) : undefined
}
