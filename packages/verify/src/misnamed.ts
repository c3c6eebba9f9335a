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

const wordsOf = (name: string) => name.toLowerCase().split(/[-_]/)

/** That a header is missing, and one of a similar name, whose value nobody can judge. */
export function missingOrMeant(headers: readonly Header[], name: string): string {
  const word = wordsOf(name).at(-1)
  const [other] = headers.find(([one]) => wordsOf(one).at(-1) === word) ?? []
  return meant(headers, name) ?? (other === undefined ? missing(undefined) : notRead(other))
}

/** That a header is missing, and one whose name is nearly the same; undefined if there is none. */
export function meant(headers: readonly Header[], name: string): string | undefined {
  const [other] = headers.find(([one]) => isNear(wordsOf(one), wordsOf(name))) ?? []
  return other === undefined ? undefined : notRead(other)
}

const notRead = (other: string) => `it is missing; ${shownName(other)} is not read: is it meant?`

// Shorter names differ by a letter without being misspelt.
const LONG = 6

/** The same but for hyphens, for one letter or for two in the wrong order. */
function isNear(one: readonly string[], other: readonly string[]): boolean {
  const [own, theirs] = [one.join(''), other.join('')]
  if (own === theirs || isLonger(one, other) || isLonger(other, one)) return true
  return Math.min(own.length, theirs.length) >= LONG && isTypo(own, theirs)
}

/** The same words, the last of them written out: Time, Timestamp. */
function isLonger(short: readonly string[], long: readonly string[]): boolean {
  const [word = '', whole = ''] = [short.at(-1), long.at(-1)]
  const isSame = short.length > 1 && short.slice(0, -1).join('-') === long.slice(0, -1).join('-')
  return isSame && word.length >= 3 && whole.startsWith(word)
}

function isTypo(one: string, other: string): boolean {
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  const [own, theirs] = [one.slice(start), other.slice(start)]
  const swapped = own.slice(1, 2) + own.slice(0, 1) + own.slice(2)
  return (
    own.slice(1) === theirs.slice(1) ||
    own.slice(1) === theirs ||
    own === theirs.slice(1) ||
    swapped === theirs
  )
}
