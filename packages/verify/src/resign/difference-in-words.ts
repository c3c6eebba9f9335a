import { type Request, settingsOf } from '@countersign/core'
import { aroundIn } from '../around.js'
import type { Case } from '../case.js'
import { described } from '../described.js'
import { shortened } from '../found.js'
import type { Problem } from '../history.js'
import { headerHolding, missing } from '../misnamed.js'
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
  if (sent === undefined) return { name, text: missing(headerHolding(headers, (one) => one === expected)) }
  const [theirs, own] = isSpelling ? [namedValues(sent), namedValues(expected)] : []
  if (theirs && own) return { name, ...misspelt(theirs, own) }
  const basic = basicProblem(sent, expected)
  if (basic) return { name, text: basic }
  const around = aroundIn(sent, expected)
  if (around) return { name, text: `it is as expected with ${around}: trim what you read from a file` }
  if (decider.conceal(expected) !== expected)
    return { name, text: `it has ${described(sent)}; expected ${described(expected)}` }
  const variable = variableOf(expected, one)
  if (variable)
    return {
      name,
      text: `it is ${shownValue(sent)}, ${variable} is ${shownValue(expected)}`,
      advice: `Send the value of ${variable}, or correct that setting.`,
    }
  const [theirPart, ownPart] = apart(sent, expected)
  return { name, text: `${shownValue(theirPart)} was sent, expected ${shownValue(ownPart)}` }
}

/** The setting that has this value, none of the secret ones. */
const variableOf = (value: string, { provider, values }: Case): string | undefined =>
  settingsOf(provider).find(({ name, secret }) => !secret && values[name] === value)?.variable

const MEDIA_TYPE = /^(?:application|text|multipart)\/[a-z.+-]{1,40}(?:; ?charset=[\w-]{1,20})?$/i

// As much as is shown of any text.
const SHORT = 8

/** Times, numbers and media types as they are; of anything else enough to tell two apart. */
const shownValue = (text: string) =>
  /^[\d.:TZ+-]{1,32}$/.test(text) || MEDIA_TYPE.test(text)
    ? text
    : text === ''
      ? 'nothing'
      : text.length <= SHORT
        ? text
        : shortened(text)

/** Two values from the word in which they differ. */
function apart(one: string, other: string): [string, string] {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at++
  let start = at
  while (start > 0 && /[A-Za-z0-9+/_%.-]/.test(one[start - 1] ?? '')) start--
  return [one.slice(start), other.slice(start)]
}
