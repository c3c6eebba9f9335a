import type { Header } from '@countersign/core/message'
import type { Check } from '../reading.js'

/** Checks as they are made, in order. */
export class Checklist {
  readonly checks: Check[] = []
  readonly seen: string[] = []

  /** Notes a check; `problem` is said where it fails. @returns whether it holds */
  check(name: string, holds: boolean, problem: string): boolean {
    this.checks.push(holds ? { name } : { name, problem })
    return holds
  }
}

/** All values of a header. */
export function allOf(headers: readonly Header[], name: string): string[] {
  const wanted = name.toLowerCase()
  return headers.filter(([candidate]) => candidate.toLowerCase() === wanted).map(([, value]) => value.trim())
}

/** What stands in a request, fit for a message: printable and short. Not for secrets. */
export function quoted(text: string): string {
  const safe = text.replace(/[^\u0020-\u007e]/g, '�')
  return safe.length > 80 ? `"${safe.slice(0, 77)}…"` : `"${safe}"`
}

/** Whether a template was left as it is: `{{name}}`, `{% name %}`, `${name}`. */
export const unrendered = (text: string): string | undefined =>
  /\{\{[^{}]{0,80}\}\}|\{%[^%]{0,80}%\}|\$\{\w{1,80}\}/.exec(text)?.[0]
