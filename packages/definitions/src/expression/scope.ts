import type { Setting } from '@countersign/core'
import { distance } from 'fastest-levenshtein'
import { listed, quoted } from '../fault.js'
import type { Compiled } from './compiled.js'
import { FUNCTION_NAMES, functionNamed } from './functions/index.js'
import { SyntaxProblem } from './syntax.js'
import { VALUES, valueNamed } from './values.js'

/** A step that was read, and its place among the steps. */
export interface KnownStep extends Compiled {
  readonly at: number
}

/** What an expression may name. */
export interface Scope {
  /** The id of the definition. */
  readonly id: string
  readonly settings: ReadonlyMap<string, Setting>
  /** The steps before it. */
  readonly steps: ReadonlyMap<string, KnownStep>
  /** All steps of the definition. */
  readonly allSteps: readonly string[]
  readonly hasToken: boolean
  /** It is part of the request for a token, for which there is no request yet. */
  readonly inToken?: boolean
  /** A number that no other place has. */
  place(): number
}

export function unknownName(name: string, scope: Scope): SyntaxProblem {
  // Those that are known are the ones before this step.
  if (scope.allSteps[scope.steps.size] === name)
    return new SyntaxProblem(`${quoted(name)} is this step itself. Steps use only those before them.`)
  if (scope.allSteps.includes(name))
    return new SyntaxProblem(`${quoted(name)} is a step that comes later. Steps use only those before them.`)
  if (functionNamed(name))
    return new SyntaxProblem(`${quoted(name)} is a function. Write ${functionNamed(name)?.usage}.`)
  const known = [...VALUES.map((value) => value.name), ...scope.settings.keys(), ...scope.steps.keys()]
  const hint = closest(name, known) ?? 'Texts stand in quotes.'
  return new SyntaxProblem(`${quoted(name)} is not a value, a setting or a step. ${hint}`)
}

export function unknownFunction(name: string): SyntaxProblem {
  if (valueNamed(name)) return new SyntaxProblem(`${quoted(name)} is a value. Write it without ( ).`)
  const hint = closest(name, FUNCTION_NAMES) ?? `There are ${listed(FUNCTION_NAMES)}.`
  return new SyntaxProblem(`there is no function ${quoted(name)}. ${hint}`)
}

/** `Did you mean "x"?`, if a name is that close. */
export function closest(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[_-]/g, '')
  const near = known
    .map((other) => ({ other, apart: distance(plain(name).slice(0, 60), plain(other)) }))
    .sort((one, other) => one.apart - other.apart)[0]
  return near && near.apart <= Math.ceil(name.length / 3) ? `Did you mean ${quoted(near.other)}?` : undefined
}
