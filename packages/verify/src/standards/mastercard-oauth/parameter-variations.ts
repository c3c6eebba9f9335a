import type { Variation } from '../standard.js'
import { bodyOf, type Signed } from '../standard.js'
import { pairsOf, valuesOf } from '../text.js'
import { text } from '../variations.js'
import { UNLIKE_RFC } from './advice.js'
import { type Draft, onceEach, type Pair, sorted, written } from './base-string.js'
import { decoded, each, encoded, recoded, values } from './pairs.js'
import { byRfc } from './rfc.js'

const ADVICE =
  "Sign the query as it is sent, each pair once, together with the oauth_ parameters, as Mastercard's client library does."

const parameters = (
  when: string,
  change: (draft: Draft) => Partial<Draft>,
  advice = ADVICE,
): Variation<Draft> => text(when, (draft) => ({ ...draft, ...change(draft) }), advice)

const without = (name: string) =>
  parameters(`${name} is not signed`, ({ oauth }) => ({ oauth: oauth.filter(([one]) => one !== name) }))

const order = (when: string, arranged: (pairs: readonly Pair[]) => readonly Pair[]): Variation<Draft> => ({
  ...parameters(when, () => ({ normalized: (pairs) => written(arranged(pairs)) })),
  kind: 'order',
})

/** RFC 5849 section 3.4.1.3.1 signs the fields of a form. */
function formFields(signed: Signed): Variation<Draft>[] {
  const [type = ''] = valuesOf(signed.call.request.headers, 'Content-Type')
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return []
  const fields = pairsOf(bodyOf(signed).toString())
  const change = ({ query }: Draft) => ({ query: [...query, ...fields] })
  return [
    {
      ...parameters('the fields of the form are signed with the query, as RFC 5849 says', change, UNLIKE_RFC),
      kind: 'form',
    },
  ]
}

/** Other parameters, encodings and orders of them. */
export function parameterVariations(signed: Signed): Variation<Draft>[] {
  return [
    ...formFields(signed),
    parameters('the query is left out', () => ({ query: [] })),
    parameters(
      'the parameters are encoded once more, as RFC 5849 says',
      ({ query, oauth }) => ({
        query: recoded(query),
        oauth: encoded(values(oauth)),
      }),
      UNLIKE_RFC,
    ),
    parameters(
      'the query is decoded and encoded again',
      ({ query }) => ({ query: recoded(query) }),
      UNLIKE_RFC,
    ),
    parameters('the query is decoded', ({ query }) => ({ query: decoded(query) })),
    parameters('the query is encoded twice', ({ query }) => ({ query: encoded(query) })),
    parameters('spaces in the query are plus signs', ({ query }) => ({
      query: each((value) => value.replace(/%20/g, '+'))(query),
    })),
    parameters('plus signs in the query are %20', ({ query }) => ({
      query: each((value) => value.replace(/\+/g, '%20'))(query),
    })),
    parameters(
      'the oauth_ parameters are encoded before they are joined',
      ({ oauth }) => ({
        oauth: encoded(values(oauth)),
      }),
      UNLIKE_RFC,
    ),
    parameters('the oauth_ parameters are decoded', ({ oauth }) => ({ oauth: values(oauth) }), UNLIKE_RFC),
    byRfc,
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
      parameters(
        `oauth_timestamp is one second ${seconds < 0 ? 'earlier' : 'later'}`,
        ({ oauth }) => ({
          oauth: oauth.map(
            ([name, value]): Pair => [
              name,
              name === 'oauth_timestamp' ? String(Number(value) + seconds) : value,
            ],
          ),
        }),
        'Read the clock once, and send the time that was signed.',
      ),
    ),
    parameters('oauth_version=1.0 is signed, and was not sent', ({ oauth }) => ({
      oauth: [...oauth, ['oauth_version', '1.0']],
    })),
    parameters('an empty oauth_token is signed, and was not sent', ({ oauth }) => ({
      oauth: [...oauth, ['oauth_token', '']],
    })),
  ]
}
