import type { Run } from '../runtime/context.js'
import * as runtime from '../runtime/functions.js'
import { type Given, isPlan, type Plan } from './plan.js'

const PARTS = runtime as unknown as Readonly<Record<string, Run & ((...given: readonly unknown[]) => Run)>>

/** The closure of a plan. */
export function made({ part, given }: Plan): Run {
  const found = PARTS[part] as (typeof PARTS)[string]
  return given ? found(...given.map(madeGiven)) : found
}

function madeGiven(given: Given): unknown {
  if (Array.isArray(given)) return given.map(made)
  return isPlan(given) ? made(given) : given
}

/** The code of a plan. The parts that it names are added to `parts`; `local` is what they are called there. */
export function printed({ part, given }: Plan, parts: Set<string>, local: (part: string) => string): string {
  parts.add(part)
  return given
    ? `${local(part)}(${given.map((one) => printedGiven(one, parts, local)).join(', ')})`
    : local(part)
}

function printedGiven(given: Given, parts: Set<string>, local: (part: string) => string): string {
  if (Array.isArray(given)) return `[${given.map((one) => printed(one, parts, local)).join(', ')}]`
  return isPlan(given) ? printed(given, parts, local) : JSON.stringify(given)
}
