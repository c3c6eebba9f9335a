import type { Signed, Variation } from '../standard.js'
import { text } from '../variations.js'
import type { Draft } from './base-string.js'
import { parameterVariations } from './parameter-variations.js'
import { uriVariations } from './uri-variations.js'

/** Another base string than that of the request. */
export function variationsOf(signed: Signed, oauth: ReadonlyMap<string, string>): Variation<Draft>[] {
  const other = oauth.get('oauth_signature_method')?.endsWith('256') ? 'sha1' : 'sha256'
  return [
    ...parameterVariations(),
    ...uriVariations(signed),
    text('the method is in lower case', (draft) => ({ ...draft, method: draft.method.toLowerCase() })),
    ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
      .filter((method) => method !== signed.call.request.method.toUpperCase())
      .map((method) => text<Draft>(`the method is ${method}`, (draft) => ({ ...draft, method }))),
    text(
      'the parts of the base string are not encoded',
      (draft) => ({ ...draft, base: (parts) => parts.join('&') }),
      'Percent-encode method, URI and parameters, each once more, in the base string (RFC 5849 section 3.4.1.1).',
    ),
    {
      kind: 'key',
      when: `it is made with HMAC-${other.toUpperCase()}`,
      advice: `Use ${oauth.get('oauth_signature_method')}, or name HMAC-${other.toUpperCase()} in oauth_signature_method.`,
      change: (draft) => ({ ...draft, hash: other }),
    },
  ]
}
