import { secretOf } from '../jws.js'
import { type Check, checkVariations, heldBy, publicKeyOf } from '../private-key.js'
import type { Signature, Signed } from '../standard.js'
import { hmac } from '../text.js'
import { keyVariations } from '../variations.js'
import { ALGORITHMS, nameOf } from './algorithms.js'
import type { Input } from './input.js'
import { baseOf, type Draft } from './signature-base.js'
import { variationsOf } from './variations.js'

/** The signature, by a secret or a private key. */
export function signatureOf(signed: Signed, input: Input, sent: string): Signature<Draft> {
  const { values, call } = signed
  const check: Check = { name: ALGORITHMS[nameOf(values)] ?? 'Ed25519' }
  const draft: Draft = {
    request: call.request,
    components: input.components,
    parameters: input.text,
    line: ({ id }, value) => `${id}: ${value}`,
    end: (lines, parameters) => [...lines, `"@signature-params": ${parameters}`].join('\n'),
    instead: new Map(),
    secret: secretOf(signed),
    check,
  }
  const base = (made: Draft) => baseOf(signed, made)
  const about = { name: 'Signature', sent, draft, input: base, encoding: 'base64' as const }
  if (nameOf(values) === 'hmac-sha256')
    return {
      ...about,
      expected: (made) => hmac('sha256', made.secret, base(made)),
      variations: () => [
        ...keyVariations<Draft>(signed, 'secret', draft.secret, (secret) => (made) => ({ ...made, secret })),
        ...variationsOf(signed, input),
      ],
    }
  const key = values.signingKey ? publicKeyOf(values.signingKey) : undefined
  const held = key && heldBy({ text: sent, encoding: 'base64', key }, base, signed.variable('signingKey'))
  return {
    ...about,
    ...(held ?? { holds: () => false }),
    variations: () => [...checkVariations<Draft>(check), ...variationsOf(signed, input)],
  }
}
