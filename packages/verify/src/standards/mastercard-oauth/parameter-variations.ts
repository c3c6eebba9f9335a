import type { Variation } from '../standard.js'
import { decode, encode } from '../text.js'
import { text } from '../variations.js'
import { type Draft, onceEach, type Pair, sorted, written } from './base-string.js'

const ADVICE =
  "Sign the query as it is sent, each pair once, together with the oauth_ parameters, as Mastercard's client library does."

const parameters = (when: string, change: (draft: Draft) => Partial<Draft>): Variation<Draft> =>
  text(when, (draft) => ({ ...draft, ...change(draft) }), ADVICE)

const each = (change: (value: string) => string) => (pairs: readonly Pair[]) =>
  pairs.map(([name, value]): Pair => [change(name), change(value)])

const decoded = each((value) => decode(value, true))
const encoded = each(encode)
/** What the values of the header stand for: a plus is a plus there. */
const values = each((value) => decode(value))
const recoded = (pairs: readonly Pair[]) => encoded(decoded(pairs))

const without = (name: string) =>
  parameters(`${name} is not signed`, ({ oauth }) => ({ oauth: oauth.filter(([one]) => one !== name) }))

const order = (when: string, arranged: (pairs: readonly Pair[]) => readonly Pair[]) =>
  parameters(when, () => ({ normalized: (pairs) => written(arranged(pairs)) }))

/** Other parameters, encodings and orders of them. */
export function parameterVariations(): Variation<Draft>[] {
  return [
    parameters('the query is left out', () => ({ query: [] })),
    parameters('the parameters are encoded once more, as RFC 5849 says', ({ query, oauth }) => ({
      query: recoded(query),
      oauth: encoded(values(oauth)),
    })),
    parameters('the query is decoded and encoded again', ({ query }) => ({ query: recoded(query) })),
    parameters('the query is decoded', ({ query }) => ({ query: decoded(query) })),
    parameters('the query is encoded twice', ({ query }) => ({ query: encoded(query) })),
    parameters('spaces in the query are plus signs', ({ query }) => ({
      query: each((value) => value.replace(/%20/g, '+'))(query),
    })),
    parameters('plus signs in the query are %20', ({ query }) => ({
      query: each((value) => value.replace(/\+/g, '%20'))(query),
    })),
    parameters('the oauth_ parameters are encoded before they are joined', ({ oauth }) => ({
      oauth: encoded(values(oauth)),
    })),
    parameters('the oauth_ parameters are decoded', ({ oauth }) => ({ oauth: values(oauth) })),
    order('a pair that comes twice is signed twice', sorted),
    parameters('of a repeated parameter only the last is signed', ({ query }) => ({
      query: [...new Map(query)],
    })),
    parameters('of a repeated parameter only the first is signed', ({ query }) => ({
      query: [...new Map([...query].reverse())],
    })),
    parameters('parameters without a value are left out', ({ query }) => ({
      query: query.filter(([, value]) => value !== ''),
    })),
    order('the parameters are not sorted', onceEach),
    order('the oauth_ parameters come first and are not sorted with the query', (pairs) => [
      ...sorted(pairs).filter(([name]) => name.startsWith('oauth_')),
      ...sorted(pairs).filter(([name]) => !name.startsWith('oauth_')),
    ]),
    order('the parameters are sorted by their names alone, in lower case', (pairs) =>
      [...onceEach(pairs)].sort(([one], [other]) => one.toLowerCase().localeCompare(other.toLowerCase())),
    ),
    parameters('the oauth_ parameters are left out', () => ({ oauth: [] })),
    ...['oauth_body_hash', 'oauth_version', 'oauth_nonce', 'oauth_timestamp', 'oauth_signature_method'].map(
      without,
    ),
    ...[-1, 1].map((seconds) =>
      parameters(`oauth_timestamp is one second ${seconds < 0 ? 'earlier' : 'later'}`, ({ oauth }) => ({
        oauth: oauth.map(
          ([name, value]): Pair => [
            name,
            name === 'oauth_timestamp' ? String(Number(value) + seconds) : value,
          ],
        ),
      })),
    ),
    parameters('oauth_version=1.0 is signed, and was not sent', ({ oauth }) => ({
      oauth: [...oauth, ['oauth_version', '1.0']],
    })),
    parameters('an empty oauth_token is signed, and was not sent', ({ oauth }) => ({
      oauth: [...oauth, ['oauth_token', '']],
    })),
  ]
}
