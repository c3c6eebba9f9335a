import { functionNamed } from '../expression/functions/index.js'
import type { Application, Expression } from '../expression/syntax.js'
import type { Part } from './parts.js'

/** A call of the clock or of a nonce, and the step or template that it stands in. */
export interface Draw {
  readonly call: Application
  readonly kind: 'clock' | 'nonce'
  readonly part: Part
}

/** All calls of the clock and of nonces in some parts. */
export function drawsIn(parts: readonly Part[]): Draw[] {
  return parts.flatMap((part) => part.template.flatMap((expression) => [...callsIn(expression, part)]))
}

function* callsIn(expression: Expression, part: Part): Generator<Draw> {
  if (expression.kind !== 'call') return
  const kind = functionNamed(expression.name)?.draws
  if (kind) yield { call: expression, kind, part }
  for (const arg of expression.args) yield* callsIn(arg, part)
}

/** How fine a clock is: 3 for milliseconds, 2 for seconds, 1 for less. */
export function finenessOf({ name, args }: Application): number {
  if (name === 'milliseconds' || name === 'iso') return 3
  const [pattern] = args
  if (name !== 'utc' || pattern?.kind !== 'text') return 2
  return ['YYYY', 'MM', 'DD', 'HH', 'mm', 'ss'].every((part) => pattern.text.includes(part)) ? 2 : 1
}
