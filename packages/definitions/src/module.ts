import { fileURLToPath } from 'node:url'
import type { Definition } from './definition.js'
import { printed } from './expression/make.js'
import type { Plan } from './expression/plan.js'
import { type Schemes, schemeNamed, schemeOptions } from './provider.js'
import { mapped } from './runtime/spec.js'

const runtime = fileURLToPath(new URL('runtime/index.js', import.meta.url))

/** For definitions that name a scheme in code. */
export interface ModuleOptions {
  readonly schemes?: Schemes
  /** The module that exports the schemes, each as its function is called. */
  readonly module?: string
}

function schemeModule(
  definition: Definition,
  { schemes = new Map(), module = '@countersign/schemes' }: ModuleOptions,
): string {
  const { name } = schemeNamed(definition, schemes)
  return `import { ${name} as scheme$ } from ${JSON.stringify(module)}\nexport default scheme$(${JSON.stringify(schemeOptions(definition))})\n`
}

/**
 * A definition as a module of JavaScript whose default export is its provider, for a bundle: it names only the parts of
 * the runtime that the definition takes, and holds no reader.
 */
export function moduleOf(definition: Definition, options: ModuleOptions = {}): string {
  const { spec, waits, signs } = definition
  if (!spec) return schemeModule(definition, options)
  const parts = new Set<string>()
  const name = waits ? 'definedWaiting' : 'definedBy'
  const code = literal(mapped(spec, (plan: Plan) => new Code(printed(plan, parts, local))))
  const names = [name, ...parts].sort().map((part) => `${part} as ${local(part)}`)
  return `import { ${names.join(', ')} } from ${JSON.stringify(runtime)}\nexport default ${local(name)}(${code}${waits ? `, ${signs}` : ''})\n`
}

/** A name that no word of the language and no global has. */
const local = (part: string) => `${part}$`

/** Code in the middle of data. */
class Code {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

function literal(value: unknown): string {
  if (value instanceof Code) return value.text
  if (value instanceof RegExp) return String(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${literal(one)}`)
    .join(', ')} }`
}
