import type { KnownStep, Scope } from '../expression/scope.js'
import { valueNamed } from '../expression/values.js'
import { fault, quoted } from '../fault.js'
import { type Part, readStep } from './parts.js'
import type { Source } from './yaml.js'

export type Step = Part & KnownStep

/** Reads the steps in order; each is known to those after it. @throws {CountersignError} with place and step */
export function readSteps(source: Source, steps: Readonly<Record<string, string>>, scope: Scope): Step[] {
  const known = scope.steps as Map<string, KnownStep>
  return Object.entries(steps).map(([name, text], at) => {
    checkName(source, name, scope)
    const step = { ...readStep(source, name, text, scope), at }
    known.set(name, step)
    return step
  })
}

function checkName(source: Source, name: string, { settings }: Scope): void {
  const wrong = (what: string) =>
    fault(
      { file: source.file, line: source.lineOfKey(['steps', name]) },
      `${quoted(name)} is ${what}. Give the step another name.`,
      `step ${name}`,
    )
  if (valueNamed(name)) throw wrong('a value of each request')
  if (settings.has(name)) throw wrong('a setting')
}

/** The names of all steps that parts need, by way of other steps too. */
export function neededBy(parts: readonly Part[], steps: readonly Step[]): Set<string> {
  const needed = new Set(parts.flatMap((part) => [...part.steps]))
  for (const step of [...steps].reverse())
    if (needed.has(step.name)) for (const name of step.steps) needed.add(name)
  return needed
}

/** @throws {CountersignError} for a step that nothing uses */
export function checkUsed(source: Source, steps: readonly Step[], needed: ReadonlySet<string>): void {
  const unused = steps.find(({ name }) => !needed.has(name))
  if (unused)
    throw fault(
      { file: source.file, line: source.lineOfKey(['steps', unused.name]) },
      'nothing uses it. Send it, use it in another step, or take it out.',
      `step ${unused.name}`,
    )
}
