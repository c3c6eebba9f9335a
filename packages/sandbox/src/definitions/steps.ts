import type { Known } from './definition.js'

/** The steps that parts of a definition name, by way of other steps too. */
export function stepsNamedIn(parts: readonly unknown[], { steps }: Known): Known['steps'] {
  const named = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { op, name } = value as { op?: string; name?: string }
    if (op === 'ref' && name !== undefined && !named.has(name)) {
      named.add(name)
      visit(steps.get(name))
    }
    for (const part of Object.values(value)) visit(part)
  }
  visit(parts)
  return new Map([...steps].filter(([name]) => named.has(name)))
}
