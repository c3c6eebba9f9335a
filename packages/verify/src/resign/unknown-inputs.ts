import type { Case } from '../case.js'
import type { Problem } from '../history.js'

/** What signing takes that the request does not say, so that it cannot come out the same. */
export function unknownInputs(
  { provider: { written = {}, name } }: Case,
  heard: { now: boolean; nonce: boolean; random: boolean },
): Problem[] {
  const cannotSay = 'so it cannot be signed again and compared. The provider says it in'
  if (heard.now && !written.now)
    return [
      {
        name: 'clock',
        text: `${name} does not say where its clock is in a request, ${cannotSay} written.now`,
      },
    ]
  if (heard.nonce && !written.nonce)
    return [
      {
        name: 'nonce',
        text: `${name} does not say where its nonce is in a request, ${cannotSay} written.nonce`,
      },
    ]
  if (heard.random)
    return [
      {
        name: 'random',
        text: `${name} encrypts or uses random values, so the request cannot be made again and compared`,
      },
    ]
  return []
}
