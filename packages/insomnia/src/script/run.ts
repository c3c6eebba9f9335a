import type { Tool } from '@countersign/script'

const PLACE = Symbol.for('countersign.run')
type Kept = { [PLACE]?: Map<string, string> }

/**
 * Variables of a run: each script has an `insomnia` of its own, so they are in memory, and end with the process. They
 * hang on an object that all scripts share, since the app's policy hides the global one.
 */
export function runVariables(): Tool['run'] {
  const kept = Math as unknown as Kept
  kept[PLACE] ??= new Map()
  const values = kept[PLACE]
  return {
    get: (name) => values.get(name),
    set: (name, value) => void values.set(name, value),
    unset: (name) => void values.delete(name),
  }
}
