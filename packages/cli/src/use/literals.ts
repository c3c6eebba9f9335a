/** A node of a syntax tree (ESTree), as much of it as is looked at. */
export interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

// An identifier may stand for itself.
const DEEPEST = 20

/** The values that stand in a module as literals, its top-level constants among them. Nothing is run. */
export class Literals {
  readonly #body: readonly Node[]
  readonly #constants = new Map<string, Node>()

  constructor(body: readonly Node[]) {
    this.#body = body
    const declarations = body.map((node) => (node.declaration as Node | null | undefined) ?? node)
    for (const { declarations: list } of declarations)
      for (const { id, init } of (list as readonly Node[] | undefined) ?? [])
        if (init) this.#constants.set((id as Node).name as string, init as Node)
  }

  /** What the module exports as default: the objects of a list, or the one. */
  exported(): readonly Node[] {
    const value = this.#resolved(this.#default())
    return value?.type === 'ArrayExpression' ? this.items(value) : value ? [value] : []
  }

  /** The items of a list. */
  items(node: Node | undefined): readonly Node[] {
    const list = this.#resolved(node)
    const elements = list?.type === 'ArrayExpression' ? (list.elements as readonly (Node | null)[]) : []
    return elements.flatMap((element) => this.#resolved(element ?? undefined) ?? [])
  }

  /** A property of an object, or of the first argument of a call: `defineProvider({ … })`. */
  property(node: Node | undefined, name: string): Node | undefined {
    const object = this.#resolved(node)
    if (object?.type === 'CallExpression')
      return this.property((object.arguments as readonly Node[])[0], name)
    if (object?.type !== 'ObjectExpression') return undefined
    const found = (object.properties as readonly Node[]).find(({ key, computed }) => {
      const { name: word, value } = (key ?? {}) as { name?: string; value?: unknown }
      return !computed && (word === name || value === name)
    })
    return found?.value as Node | undefined
  }

  /** A text, if it is one. */
  text(node: Node | undefined): string | undefined {
    const { type, value, expressions, quasis } = this.#resolved(node) ?? { type: '' }
    if (type === 'Literal' && typeof value === 'string') return value
    if (type !== 'TemplateLiteral' || (expressions as readonly unknown[]).length > 0) return undefined
    return (quasis as readonly { value: { cooked: string } }[])[0]?.value.cooked
  }

  #default(): Node | undefined {
    for (const { type, declaration, specifiers } of this.#body) {
      if (type === 'ExportDefaultDeclaration') return declaration as Node
      for (const { exported, local } of (specifiers as readonly Record<string, Node>[] | undefined) ?? [])
        if (type === 'ExportNamedDeclaration' && exported?.name === 'default') return local
    }
    return undefined
  }

  #resolved(node: Node | undefined, depth = 0): Node | undefined {
    if (node?.type !== 'Identifier' || depth > DEEPEST) return node
    return this.#resolved(this.#constants.get(node.name as string), depth + 1)
  }
}
