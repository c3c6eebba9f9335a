import type { Request } from '@countersign/core'
import { aroundIn } from '../around.js'
import type { Case } from '../case.js'
import { described } from '../described.js'
import { shortened } from '../found.js'
import { heldProblem, variableOf } from '../held-problem.js'
import type { Problem } from '../history.js'
import { headerHolding, meant, missing } from '../misnamed.js'
import { basicProblem } from './basic.js'
import type { Difference } from './difference.js'
import { misspelt, namedValues } from './named-values.js'

/** A difference as a problem; of a secret only its length. */
export function inWords(
  { name, expected, sent, isSpelling }: Difference,
  { headers }: Request,
  one: Case,
): Problem {
  const { decider } = one
  if (sent === undefined) {
    const other = headerHolding(headers, (one) => one === expected)
    return { name, text: (other ? undefined : meant(headers, name)) ?? missing(other) }
  }
  const [theirs, own] = isSpelling ? [namedValues(sent), namedValues(expected)] : []
  if (theirs && own) return { name, ...misspelt(theirs, own) }
  const basic = basicProblem(sent, expected, (value) => variableOf(value, one))
  if (basic) return { name, text: basic }
  const held = heldProblem(name, sent, expected, one)
  if (held) return held
  const around = aroundIn(sent, expected)
  if (around) return { name, text: `it is as expected with ${around}: trim what you read from a file` }
  if (decider.conceal(expected) !== expected) return { name, text: secretInWords(sent, expected, one) }
  const variable = variableOf(expected, one)
  if (variable)
    return {
      name,
      text: `it is ${shownValue(sent, one)}, ${variable} is ${shownValue(expected, one)}`,
      advice: `Send the value of ${variable}, or correct that setting.`,
    }
  const [theirPart, ownPart] = apart(sent, expected)
  return { name, text: `${shownValue(theirPart, one)} was sent, expected ${shownValue(ownPart, one)}` }
}

/** What was sent in place of a secret: another setting, or a text of which only the length is said. */
function secretInWords(sent: string, expected: string, one: Case): string {
  const [theirs, own] = [variableOf(sent, one), variableOf(expected, one)]
  const instead = own ?? described(expected)
  return theirs
    ? `it is the value of ${theirs}; expected ${instead}`
    : `it has ${described(sent)}; expected ${described(expected)}`
}

const MEDIA_TYPE = /^(?:application|text|multipart)\/[a-z.+-]{1,40}(?:; ?charset=[\w-]{1,20})?$/i

// As much as is shown of any text.
const SHORT = 8

/** Times, numbers and media types as they are; of anything else enough to tell two apart. */
const shownValue = (text: string, one: Case) =>
  /^[\d.:TZ+-]{1,32}$/.test(text) || MEDIA_TYPE.test(text)
    ? text
    : text === ''
      ? 'nothing'
      : text.length <= SHORT
        ? text
        : shortened(text, one)

/** Two values from the word in which they differ. */
function apart(one: string, other: string): [string, string] {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at++
  let start = at
  while (start > 0 && /[A-Za-z0-9+/_%.-]/.test(one[start - 1] ?? '')) start--
  return [one.slice(start), other.slice(start)]
}
