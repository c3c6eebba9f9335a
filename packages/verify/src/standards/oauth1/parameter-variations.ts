import type { Variation } from '../standard.js'
import { decode, encode, pairsOf, sortedPairs } from '../text.js'
import { text } from '../variations.js'
import { type Draft, type Pair, written } from './base-string.js'

const parameters = (when: string, change: (draft: Draft) => Partial<Draft>) =>
  text<Draft>(
    when,
    (draft) => ({ ...draft, ...change(draft) }),
    'Sign all parameters of query, form and header, encoded by RFC 3986 and sorted by name and value (RFC 5849 section 3.4.1.3).',
  )

const own = ({ query, form }: Draft) => [...pairsOf(query), ...pairsOf(form)]

/** Other parameters, encodings and orders of them. */
export const parameterVariations = (): Variation<Draft>[] => [
  parameters('the query is left out', () => ({ query: '' })),
  parameters('the form is left out', () => ({ form: '' })),
  parameters('query and form are left out', () => ({ query: '', form: '' })),
  parameters('the parameters are not sorted', () => ({ normalized: written })),
  parameters('the parameters of the protocol are left out', () => ({ oauth: [] })),
  parameters('the parameters are encoded twice', (draft) => ({
    query: own(draft)
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .join('&'),
    form: '',
  })),
  parameters('a plus in the query is a plus sign, not a space', (draft) => ({
    query: draft.query.replace(/\+/g, '%2B'),
  })),
  parameters('the parameters are decoded', () => ({
    normalized: (pairs) =>
      written(sortedPairs(pairs.map(([name, value]) => [decode(name), decode(value)] as const))),
  })),
  parameters('parameters without a value are left out', (draft) => ({
    query: draft.query
      .split('&')
      .filter((pair) => /=./.test(pair))
      .join('&'),
  })),
  parameters('of a repeated parameter only the last is signed', (draft) => ({
    query: [...new Map(pairsOf(draft.query))].map((pair) => pair.join('=')).join('&'),
  })),
  parameters('oauth_version=1.0 is signed, and was not sent', ({ oauth: sent }) => ({
    oauth: [...sent, ['oauth_version', '1.0']],
  })),
  parameters('oauth_version is not signed', ({ oauth: sent }) => ({
    oauth: sent.filter(([name]) => name !== 'oauth_version'),
  })),
  parameters('oauth_token is signed and empty', ({ oauth: sent }) => ({
    oauth: [...sent.filter(([name]) => name !== 'oauth_token'), ['oauth_token', '']],
  })),
  parameters('oauth_body_hash is not signed', ({ oauth: sent }) => ({
    oauth: sent.filter(([name]) => name !== 'oauth_body_hash'),
  })),
  ...[-1, 1].map((seconds) =>
    parameters(`oauth_timestamp is one second ${seconds < 0 ? 'earlier' : 'later'}`, ({ oauth: sent }) => ({
      oauth: sent.map(
        ([name, value]) =>
          (name === 'oauth_timestamp' ? [name, String(Number(value) + seconds)] : [name, value]) as Pair,
      ),
    })),
  ),
]
