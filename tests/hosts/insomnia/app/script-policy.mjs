// The policy that the app has for scripts since April 2026: a look at the syntax tree before a script runs, and names
// that are hidden while it does.
import { parse } from 'acorn'

const words = (text) => new Set(text.trim().split(/\s+/))

/** No access to these, by a dot or a text in brackets. */
export const PROPERTIES = words(`
  prototype mainModule constructor __proto__ prepareStackTrace captureStackTrace getPrototypeOf setPrototypeOf
  getFunction getThis __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__
  defineProperty defineProperties getOwnPropertyDescriptor getOwnPropertyDescriptors`)

/** No access through these, whatever they are called meanwhile, and no call of them. */
export const ROOTS = words(`
  this globalThis global window self frames process module exports Buffer constructor arguments`)

/** Parameters without a value, which hide what has the same name outside. */
export const HIDDEN = [
  ...words(`globalThis global Function process setImmediate queueMicrotask Proxy Reflect WebAssembly
    require window eval`),
]

/** @throws as the app does: a script that is blocked does not run, and its request is not sent. */
export function checkPolicy(script) {
  const nodes = [...nodesOf(parse(script, { ecmaVersion: 2022, sourceType: 'module' }))]
  const blocked = withAliases(nodes)
  const isBlocked = (node) => blocked.has(rootOf(node))
  for (const node of nodes) {
    const { type, object, callee, id, left, init, right } = node
    if (type === 'ImportExpression' || type === 'ImportDeclaration') throw blockedBy('import')
    if (type === 'MemberExpression') {
      if (isBlocked(object)) throw blockedBy(rootOf(object))
      if (PROPERTIES.has(propertyOf(node))) throw blockedBy(propertyOf(node))
      if (rootOf(object) === 'Symbol' && propertyOf(node) === 'species') throw blockedBy('Symbol.species')
    }
    if (type === 'CallExpression' && callee.type === 'Identifier' && isBlocked(callee))
      throw blockedBy(callee.name)
    if ((id ?? left)?.type === 'ObjectPattern' && isBlocked(init ?? right))
      throw blockedBy(rootOf(init ?? right))
  }
}

const blockedBy = (name) => new Error(`The script was blocked because it used '${name}'.`)

function* nodesOf(value) {
  if (Array.isArray(value)) for (const one of value) yield* nodesOf(one)
  else if (typeof value?.type === 'string') {
    yield value
    for (const child of Object.values(value)) yield* nodesOf(child)
  }
}

/** The blocked names, and those that a blocked one is assigned to. */
function withAliases(nodes) {
  const blocked = new Set(ROOTS)
  for (const { id, left, init, right } of nodes) {
    const [to, from] = [id ?? left, init ?? right]
    if (to?.type === 'Identifier' && ['Identifier', 'ThisExpression'].includes(from?.type)) {
      if (blocked.has(rootOf(from))) blocked.add(to.name)
    }
  }
  return blocked
}

function rootOf(node) {
  if (node?.type === 'ThisExpression') return 'this'
  if (node?.type === 'Identifier') return node.name
  return node?.type === 'MemberExpression' ? rootOf(node.object) : undefined
}

function propertyOf({ computed, property }) {
  if (!computed) return property.type === 'Identifier' ? property.name : undefined
  return typeof property.value === 'string' ? property.value : undefined
}
