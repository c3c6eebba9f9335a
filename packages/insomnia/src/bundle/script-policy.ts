import { type Edit, edited, isNode, type Node, parse, walk } from './syntax.js'

/** What Insomnia's policy for scripts blocks as a property, and as the root of an access or a call, under any alias. */
export const BLOCKED_PROPERTIES: ReadonlySet<string> = new Set(
  `prototype mainModule constructor __proto__ prepareStackTrace captureStackTrace getPrototypeOf setPrototypeOf
  getFunction getThis __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ defineProperty
  defineProperties getOwnPropertyDescriptor getOwnPropertyDescriptors species`.split(/\s+/),
)
export const BLOCKED_ROOTS: ReadonlySet<string> = new Set(
  'globalThis global window self frames process module exports Buffer constructor arguments require eval'.split(
    ' ',
  ),
)
/** Names that are there, and undefined. `globalThis` is too, but naming it to hand it on is no fault. */
const MASKED: ReadonlySet<string> = new Set(
  'Function setImmediate queueMicrotask Proxy Reflect WebAssembly'.split(' '),
)

const HAND_ON = 'sameObject'
// What a script begins with, below its header.
const START = /^await \(async \(\) => \{$/m

/**
 * The same script as Insomnia's policy lets it run: `this` is handed on before anything is read from it, a variable
 * with a blocked name has another, and a class's name is read from its tag.
 * @throws {Error} if something blocked remains
 */
export function underPolicy(code: string): string {
  const tree = parse(code)
  const declared = blockedNamesDeclared(tree)
  const edits: Edit[] = []
  walk(tree, (node, parent) => {
    const edit = editOf(node, parent, declared)
    if (edit) edits.push(edit)
  })
  const usesThis = edits.some(({ text }) => text === `${HAND_ON}(this)`)
  const changed = edited(code, edits).replace(START, (start) =>
    usesThis ? `${start}\nconst ${HAND_ON} = (object) => object;` : start,
  )
  const [found] = violations(changed)
  if (found) throw new Error(`The script uses ${found}, which Insomnia's policy for scripts blocks.`)
  return changed
}

function editOf(node: Node, parent: Node | undefined, declared: ReadonlySet<string>): Edit | undefined {
  const { type, start, end, name } = node
  if (type === 'ThisExpression') return { start, end, text: `${HAND_ON}(this)` }
  if (type === 'MemberExpression') return editOfClassName(node)
  if (type !== 'Identifier' || !declared.has(String(name)) || isKey(node, parent)) return undefined
  const isShorthand = parent?.type === 'Property' && parent.shorthand === true
  return { start, end, text: isShorthand ? `${name}: ${name}Value` : `${name}Value` }
}

/** `x.constructor.name` of bytes: their tag says the same. */
function editOfClassName(node: Node): Edit | undefined {
  const { object: made, end } = node
  if (nameOf(node) !== 'name' || !isNode(made) || made.type !== 'MemberExpression') return undefined
  if (nameOf(made) !== 'constructor' || !isNode(made.object)) return undefined
  return { start: made.object.end, end, text: '[Symbol.toStringTag]' }
}

/** The name of a property in an access, if it stands there. */
function nameOf({ computed, property }: Node): string | undefined {
  if (!isNode(property)) return undefined
  if (!computed) return property.type === 'Identifier' ? String(property.name) : undefined
  return typeof property.value === 'string' ? property.value : undefined
}

function isKey(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === node && parent.computed !== true
  if (!['Property', 'MethodDefinition', 'PropertyDefinition'].includes(String(parent?.type))) return false
  return parent?.key === node && parent.computed !== true
}

function blockedNamesDeclared(tree: Node): Set<string> {
  const names = new Set<string>()
  walk(tree, ({ type, id, params, param }) => {
    const patterns = type === 'CatchClause' ? [param] : [id, ...(Array.isArray(params) ? params : [])]
    walk(patterns, (one, parent) => {
      if (one.type === 'Identifier' && BLOCKED_ROOTS.has(String(one.name)) && !isKey(one, parent))
        names.add(String(one.name))
    })
  })
  return names
}

/** What of a script the policy would block, by its name. */
export function violations(code: string): string[] {
  const found: string[] = []
  walk(parse(code), (node, parent) => {
    const { type, name, object, callee } = node
    if (type === 'ImportExpression') found.push('import()')
    if (type === 'MemberExpression') {
      const property = nameOf(node)
      if (property && BLOCKED_PROPERTIES.has(property)) found.push(property)
      if (isNode(object) && object.type === 'ThisExpression') found.push('this')
    }
    for (const used of [object, callee, node.init, node.right]) {
      if (isNode(used) && used.type === 'Identifier' && BLOCKED_ROOTS.has(String(used.name)))
        found.push(String(used.name))
    }
    if (isNode(node.init) && node.init.type === 'ThisExpression') found.push('this')
    if (type === 'Identifier' && MASKED.has(String(name)) && !isKey(node, parent)) found.push(String(name))
  })
  return found
}
