import type { Tool } from '@countersign/script'

const PLACE = Symbol.for('countersign.run')
type Held = { [PLACE]?: Map<string, string> }

/** Variables of a run: each script has an `insomnia` of its own, so they are in memory, and end with the process. */
export function runVariables(): Tool['run'] {
  const held = globalThis as unknown as Held
  held[PLACE] ??= new Map()
  const values = held[PLACE]
  return {
    get: (name) => values.get(name),
    set: (name, value) => void values.set(name, value),
    unset: (name) => void values.delete(name),
  }
}
