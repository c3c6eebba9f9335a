import type { Header } from '@countersign/core'
import { trimmed } from './around.js'
import { shownName } from './described.js'

/** The name of a header that holds a value which another should: as it may be shown. Undefined if there is none. */
export function headerHolding(
  headers: readonly Header[],
  isIt: (value: string) => boolean,
  besides: readonly string[] = [],
): string | undefined {
  const [name] =
    headers.find(([one, value]) => !besides.includes(one.toLowerCase()) && isIt(trimmed(value))) ?? []
  return name === undefined ? undefined : shownName(name)
}

/** That a header is missing, and the one that has its value. */
export const missing = (instead: string | undefined): string =>
  instead === undefined ? 'it is missing' : `it is missing; ${instead} has its value: only the name is wrong`

const lastWord = (name: string) => name.toLowerCase().split(/[-_]/).at(-1) ?? ''

/** That a header is missing, and one of a similar name, whose value nobody can judge. */
export function missingOrMeant(headers: readonly Header[], name: string): string {
  const word = lastWord(name)
  const [other] = headers.find(([one]) => lastWord(one) === word) ?? []
  return other === undefined
    ? 'it is missing'
    : `it is missing; ${shownName(other)} is not read: is it meant?`
}
