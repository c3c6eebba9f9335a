import type { KeyObject } from 'node:crypto'
import type { Problem } from '../../history.js'
import type { Signature, Signed } from '../standard.js'
import type { Problems } from '../words.js'
import type { Parameters } from './authorization.js'
import { baseString, type Draft, draftOf } from './base-string.js'
import { baseVariations } from './base-variations.js'
import { modulusBytes, signingKeyName } from './keys.js'
import { parameterVariations } from './parameter-variations.js'
import { hashIn, mayBePss, readSignature, type SentSignature } from './proof.js'
import { proofVariations } from './proof-variations.js'
import { signatureBytes } from './signature-text.js'
import { uriVariations } from './uri-variations.js'

interface ReadSignature {
  readonly signature: Signature<Draft>
  readonly suspects: readonly Problem[]
  readonly notes: readonly string[]
}

/** `oauth_signature`, and what the signature itself shows if it is wrong. */
export function signatureOf(
  signed: Signed,
  oauth: Parameters,
  key: KeyObject,
  problems: Problems,
): ReadSignature {
  const text = oauth.get('oauth_signature') ?? ''
  const sent = readSignature(signatureBytes(text, problems), key)
  const draft = draftOf(signed.call.request, oauth)
  const holds = (made: Draft) => made.proof(baseString(made), sent)
  const name = 'oauth_signature'
  const suspect = suspectOf(sent, signingKeyName(signed))
  const isOtherText = suspect === undefined && hashIn(sent) !== undefined && !holds(draft)
  return {
    suspects: suspect === undefined ? [] : [{ name, text: suspect }],
    notes: isOtherText ? [`${name} is made with the right key, so what was signed differs`] : [],
    signature: {
      name,
      sent: text,
      draft,
      input: baseString,
      encoding: 'base64',
      holds,
      // One operation of the key shows what was signed: each try is a hash.
      cost: 2,
      variations: () => [
        ...proofVariations(signed),
        ...parameterVariations(),
        ...baseVariations(signed.call.request),
        ...uriVariations(signed.call),
      ],
    },
  }
}

/** Why a signature cannot be one by the key; undefined if it may be. */
function suspectOf(sent: SentSignature, name: string): string | undefined {
  const expected = modulusBytes(sent.key)
  const { length } = sent.bytes
  if (sent.content) return undefined
  if (length === expected) return mayBePss(sent) ? undefined : `it is made with a key other than ${name}`
  const right = `expected the ${expected} bytes of an RSA signature by ${name}`
  const hmac = { 20: 'HMAC-SHA1', 32: 'HMAC-SHA256', 64: 'HMAC-SHA512 or an elliptic curve' }[length]
  if (hmac) return `it has ${length} bytes, as one by ${hmac} has; ${right}`
  if (sent.bytes[0] === 0x30 && sent.bytes[1] === length - 2)
    return `it is one by an elliptic curve (ECDSA); ${right}`
  const isRsa = length >= 128 && length % 64 === 0
  return `it has ${length} bytes, ${isRsa ? `as one by an RSA key of ${length * 8} bits has` : 'so it is cut off or not a signature'}; ${right}`
}
