import type { Request } from '@countersign/core'
import { aroundIn } from '../around.js'
import type { Case } from '../case.js'
import { described } from '../described.js'
import { shortened } from '../found.js'
import type { Problem } from '../history.js'
import { headerHolding, missing } from '../misnamed.js'
import { basicProblem } from './basic.js'
import type { Difference } from './difference.js'

/** A difference as a problem; of a secret only its length. */
export function inWords(
  { name, expected, sent }: Difference,
  { headers }: Request,
  { decider }: Case,
): Problem {
  if (sent === undefined) return { name, text: missing(headerHolding(headers, (one) => one === expected)) }
  const basic = basicProblem(sent, expected)
  if (basic) return { name, text: basic }
  const around = aroundIn(sent, expected)
  if (around) return { name, text: `it is as expected with ${around}: trim what you read from a file` }
  if (decider.conceal(expected) !== expected)
    return { name, text: `it has ${described(sent)}; expected ${described(expected)}` }
  const [one, other] = apart(sent, expected)
  return { name, text: `${shownValue(one)} was sent, expected ${shownValue(other)}` }
}

const MEDIA_TYPE = /^(?:application|text|multipart)\/[a-z.+-]{1,40}(?:; ?charset=[\w-]{1,20})?$/i

/** Times, numbers and media types as they are; of anything else enough to tell two apart. */
const shownValue = (text: string) =>
  /^[\d.:TZ+-]{1,32}$/.test(text) || MEDIA_TYPE.test(text) ? text : text === '' ? 'nothing' : shortened(text)

/** Two values from the word in which they differ. */
function apart(one: string, other: string): [string, string] {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at++
  let start = at
  while (start > 0 && /[A-Za-z0-9+/_%.-]/.test(one[start - 1] ?? '')) start--
  return [one.slice(start), other.slice(start)]
}
