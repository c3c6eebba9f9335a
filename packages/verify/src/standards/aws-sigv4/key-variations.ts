import type { Variation } from '../standard.js'
import { hmac } from '../text.js'
import { type AwsDraft, derived } from './canonical.js'

type Change = Variation<AwsDraft>

const key = (when: string, signingKey: AwsDraft['signingKey']): Change => ({
  kind: 'key',
  when,
  advice:
    'Derive the key by HMACs of date, region, service and aws4_request, each in bytes, from "AWS4" and the secret.',
  change: (draft) => ({ ...draft, signingKey }),
})

/** Other keys than the derived one. */
export const signingKeys: readonly Change[] = [
  key('the secret itself is the key, without the derived one', ({ secret }) => secret),
  key('"AWS4" and the secret are the key, without the derived one', ({ secret }) =>
    Buffer.concat([Buffer.from('AWS4'), secret]),
  ),
  key('the derived key starts from the secret without "AWS4"', ({ secret, keyScope }) =>
    keyScope.reduce<Buffer>((made, part) => hmac('sha256', made, part), secret),
  ),
  key('the derived key is used as hex digits', (draft) => Buffer.from(derived(draft).toString('hex'))),
  key('the derived key lacks the last step, aws4_request', (draft) =>
    derived({ ...draft, keyScope: draft.keyScope.slice(0, -1) }),
  ),
]
