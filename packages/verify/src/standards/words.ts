import { settingName } from '@countersign/core'
import { aroundIn } from '../around.js'
import { described, spoiledProblem, unrenderedProblem } from '../described.js'
import type { Problem } from '../history.js'
import type { Signed } from './standard.js'

/** Collects what is wrong, each under the standard's name. */
export class Problems {
  readonly all: Problem[] = []

  add(name: string, text: string, advice?: string): void {
    this.all.push({ name, text, ...(advice && { advice }) })
  }

  /** Notes a value that is not there or differs from the expected one. @returns whether it is as expected */
  same(name: string, sent: string | undefined, expected: string, why = ''): boolean {
    if (sent === expected) return true
    const around = sent === undefined ? undefined : aroundIn(sent, expected)
    this.add(
      name,
      sent === undefined
        ? `it is missing; expected ${quoted(expected)}${why}`
        : around
          ? `it is ${quoted(expected)} with ${around}: trim what you read from a file`
          : `${quoted(sent)} was sent, expected ${quoted(expected)}${why}`,
    )
    return false
  }

  /** The same for a value that is secret, or of which there is no telling. */
  sameSecret(name: string, sent: string | undefined, expected: string, setting: string): boolean {
    if (sent === expected) return true
    const spoiled = sent === undefined ? undefined : spoiledProblem(sent, expected, setting)
    this.add(
      name,
      sent === undefined
        ? `it is missing; expected the value of ${setting}`
        : (spoiled ?? `it has ${described(sent)}; expected the value of ${setting} (${described(expected)})`),
    )
    return false
  }
}

/** A value as it may be shown: identifiers and times are; anything else could have been pasted there. */
export function quoted(text: string): string {
  if (text === '') return 'nothing'
  return /^[\w .:;,/+@()"=%?*-]{1,120}$/.test(text) ? text : `a text of ${described(text)}`
}

/** A value of a request that must be the one of a setting. */
export function checkSetting(
  problems: Problems,
  { values, provider }: Signed,
  { name, setting, sent }: { name: string; setting: string; sent: string | undefined },
): boolean {
  const expected = values[setting]
  if (expected === undefined || sent === expected) return true
  const variable = settingName(provider.id, setting)
  const template = sent === undefined ? undefined : unrenderedProblem(sent)
  if (template) {
    problems.add(name, template)
    return false
  }
  const isSecret = provider.settings.some((one) => one.name === setting && one.secret)
  if (isSecret) return problems.sameSecret(name, sent, expected, variable)
  return problems.same(name, sent, expected, ` (${variable})`)
}
