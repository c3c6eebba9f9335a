import { type Header, settingName } from '@countersign/core'
import { trimmed } from '../around.js'
import { described, spoiledProblem, unrenderedProblem } from '../described.js'
import type { Check, ReadCall } from '../reading.js'

/** Checks in the order in which they are made. */
export class Checklist {
  readonly checks: Check[] = []
  readonly notes: string[] = []

  /** Notes a check; `problem` is reported if it fails. @returns whether it holds */
  check(name: string, holds: boolean, problem: string): boolean {
    this.checks.push(holds ? { name } : { name, problem })
    return holds
  }
}

/** All values of a header. */
export function headerValues(headers: readonly Header[], name: string): string[] {
  const wanted = name.toLowerCase()
  return headers
    .filter(([candidate]) => candidate.toLowerCase() === wanted)
    .map(([, value]) => trimmed(value))
}

/**
 * What a value that is not the expected one is: a template, another setting's value, or only its length and
 * fingerprint, since anything may have been pasted there.
 */
export function unexpected(value: string, provider: string, { values }: Pick<ReadCall, 'values'>): string {
  const template = unrenderedProblem(value)
  if (template) return template
  const setting = Object.keys(values).find((name) => value !== '' && values[name] === value)
  if (setting) return `it is the value of ${settingName(provider, setting)}`
  return value === '' ? 'it is empty' : `it has ${described(value)}`
}

/** What a value that differs from a setting is, and how that one looks. */
export function differs(
  value: string,
  setting: string,
  call: Pick<ReadCall, 'values'>,
  provider: string,
): string {
  const name = settingName(provider, setting)
  const around = spoiledProblem(value, call.values[setting] ?? '', name)
  if (around) return around
  const found = unexpected(value, provider, call)
  return `${found}; expected ${name}${found.startsWith('it has') ? ` (${described(call.values[setting] ?? '')})` : ''}`
}
