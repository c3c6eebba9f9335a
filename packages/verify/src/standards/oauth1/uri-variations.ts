import type { Signed, Variation } from '../standard.js'
import { decode } from '../text.js'
import { text } from '../variations.js'
import type { Draft } from './base-string.js'
import { queryOf } from './parts.js'

const uri = (when: string, change: (uri: string) => string) =>
  text<Draft>(
    when,
    (draft) => ({ ...draft, uri: change(draft.uri) }),
    'The base string URI is scheme, host and path in their sent form, without a default port and without the query (RFC 5849 section 3.4.1.2).',
  )

/** Other forms of the base string URI. */
export function uriVariations(signed: Signed): Variation<Draft>[] {
  const { url } = signed.call
  return [
    uri('the base string URI has the query in it', (sent) => `${sent}?${queryOf(signed)}`),
    uri(`the base string URI has the port ${url.scheme === 'https' ? 443 : 80}`, (sent) =>
      sent.replace(/^(\w+:\/\/[^/:]+)(?=\/)/, `$1:${url.scheme === 'https' ? 443 : 80}`),
    ),
    uri('the base string URI has no port', (sent) => sent.replace(/^(\w+:\/\/[^/:]+):\d+/, '$1')),
    uri('the base string URI starts with http', (sent) => sent.replace(/^https:/, 'http:')),
    uri('the base string URI starts with https', (sent) => sent.replace(/^http:/, 'https:')),
    uri('the base string URI is decoded', (sent) => decode(sent)),
    uri('the base string URI is encoded once more', (sent) => sent.replace(/%/g, '%25')),
    uri('the base string URI ends in a slash', (sent) => `${sent}/`),
    uri('the base string URI does not end in a slash', (sent) => sent.replace(/\/$/, '')),
    uri('the base string URI has no path', () => url.origin),
  ]
}
