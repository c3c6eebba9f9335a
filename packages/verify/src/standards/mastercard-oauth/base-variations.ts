import type { Request } from '@countersign/core'
import type { Variation } from '../standard.js'
import { encode } from '../text.js'
import { text } from '../variations.js'
import type { Draft } from './base-string.js'

const ADVICE =
  'The base string is the method in upper case, the URI and the parameters, each percent-encoded once, with & between them.'

const base = (when: string, joined: Draft['joined']): Variation<Draft> => ({
  ...text<Draft>(when, (draft) => ({ ...draft, joined }), ADVICE),
  kind: 'base',
})

const lowerCaseHex = (value: string) => value.replace(/%[0-9A-F]{2}/g, (part) => part.toLowerCase())

/** Other methods, and other ways to join the three parts. */
export function baseVariations({ method }: Request): Variation<Draft>[] {
  return [
    text('the method is in lower case', (draft) => ({ ...draft, method: method.toLowerCase() }), ADVICE),
    ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
      .filter((other) => other !== method.toUpperCase())
      .map((other) =>
        text<Draft>(`the method is ${other}`, (draft) => ({ ...draft, method: other }), ADVICE),
      ),
    base('the parts of the base string are not encoded', (parts) => parts.join('&')),
    base('the URI in the base string is not encoded', ([method = '', uri = '', parameters = '']) =>
      [method, uri, encode(parameters)].join('&'),
    ),
    base('the parameters in the base string are not encoded', ([method = '', uri = '', parameters = '']) =>
      [method, encode(uri), parameters].join('&'),
    ),
    base('the base string is encoded as a whole, its & too', (parts) => encode(parts.join('&'))),
    base('the percent-encoding of the base string is in lower case (%3a)', (parts) =>
      parts.map((part) => lowerCaseHex(encode(part))).join('&'),
    ),
    base('the whole base string is in lower case', (parts) => parts.map(encode).join('&').toLowerCase()),
    base('the method is left out of the base string', ([, ...parts]) => parts.map(encode).join('&')),
    base('the base string is the parameters alone', ([, , parameters = '']) => parameters),
    base('! is left as it is in the base string, as encodeURIComponent leaves it', (parts) =>
      parts.map(encodeURIComponent).join('&'),
    ),
    base("/ is left as it is in the base string, as Python's quote leaves it", (parts) =>
      parts.map((part) => encode(part).replaceAll('%2F', '/')).join('&'),
    ),
    base('each ! ( ) * and quote is percent-encoded, as RFC 3986 says', (parts) =>
      parts.map(encode).join('&'),
    ),
    base("the base string is encoded as a form, with + for spaces, as Java's URLEncoder does", (parts) =>
      parts
        .map((part) => encode(part).replace(/%20/g, '+').replace(/%2A/g, '*').replace(/~/g, '%7E'))
        .join('&'),
    ),
    base(
      'there is a newline after the base string, as echo adds it',
      (parts) => `${parts.map(encode).join('&')}\n`,
    ),
    base('! and / are left as they are in the base string', (parts) =>
      parts.map((part) => encodeURIComponent(part).replaceAll('%2F', '/')).join('&'),
    ),
  ]
}
