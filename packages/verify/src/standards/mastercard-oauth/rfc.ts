import type { Variation } from '../standard.js'
import { encode } from '../text.js'
import { text } from '../variations.js'
import { UNLIKE_RFC } from './advice.js'
import { type Draft, type Pair, sorted, written } from './base-string.js'
import { encoded, recoded, values } from './pairs.js'

/** All that RFC 5849 says otherwise, at once. */
export const byRfc: Variation<Draft> = text(
  'all of it is as RFC 5849 says',
  (draft) => ({
    ...draft,
    uri: draft.uri.replace(/^(http:\/\/[^/:]*):80(?=\/)|^(https:\/\/[^/:]*):443(?=\/)/, '$1$2'),
    query: recoded(draft.query),
    oauth: encoded(values(draft.oauth)),
    normalized: (pairs: readonly Pair[]) => written(sorted(pairs)),
    joined: (parts) => parts.map(encode).join('&'),
  }),
  UNLIKE_RFC,
)
