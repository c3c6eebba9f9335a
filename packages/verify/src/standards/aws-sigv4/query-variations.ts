import type { Variation } from '../standard.js'
import { encode, pairsOf } from '../text.js'
import { text } from '../variations.js'
import { type AwsDraft, canonicalQuery } from './canonical.js'

const query = (when: string, made: (query: string) => string) =>
  text<AwsDraft>(
    when,
    (draft) => ({ ...draft, canonicalQuery: made }),
    'Sort the query by name and value, encode each once by RFC 3986, and write name= for an empty value.',
  )

/** Other forms of the canonical query. */
export const queries: readonly Variation<AwsDraft>[] = [
  query('the canonical query is not sorted', (sent) => unsorted(sent)),
  query('the canonical query is empty', () => ''),
  query('the canonical query is as it is sent', (sent) => sent),
  query('the canonical query is encoded twice', (sent) =>
    canonicalQuery(
      pairsOf(sent)
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .join('&'),
    ),
  ),
  query('a plus in the query is a space', (sent) => canonicalQuery(sent.replace(/\+/g, '%20'))),
  query('spaces in the canonical query are + signs', (sent) => canonicalQuery(sent).replace(/%20/g, '+')),
  query('an empty value has no equals sign in the canonical query', (sent) =>
    canonicalQuery(sent).replace(/=(?=&|$)/g, ''),
  ),
  query('a parameter without a value is left out of the canonical query', (sent) =>
    canonicalQuery(sent)
      .split('&')
      .filter((pair) => !pair.endsWith('='))
      .join('&'),
  ),
  query('of a repeated parameter only the first is in the canonical query', (sent) =>
    canonicalQuery(
      [...new Map(pairsOf(sent).reverse())]
        .reverse()
        .map((pair) => pair.join('='))
        .join('&'),
    ),
  ),
]

const unsorted = (sent: string) => {
  const canonical = new Map(
    canonicalQuery(sent)
      .split('&')
      .map((pair) => [pair, pair]),
  )
  return pairsOf(sent)
    .map(([name, value]) => canonicalQuery(`${name}=${value}`))
    .filter((pair) => canonical.has(pair))
    .join('&')
}
