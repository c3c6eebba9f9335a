import type { Standard, StandardReading } from '../standard.js'
import { Problems } from '../words.js'
import { nameOf } from './algorithms.js'
import { checkComponents, checkParameters } from './checks.js'
import { checkDigest } from './digest.js'
import { sentInput } from './sent-input.js'
import { signatureOf } from './signature.js'

/** HTTP Message Signatures (RFC 9421) with Digest Fields (RFC 9530). */
export const httpSignaturesStandard: Standard = {
  settings: ['keyId', 'components', 'parameters', 'label', 'digest', 'verifyResponses'],
  how: ({ values }) => `HTTP Message Signatures ${nameOf(values)}`,
  read(signed): StandardReading {
    const problems = new Problems()
    const input = sentInput(signed, problems)
    if (!input) return { problems: problems.all }
    checkParameters(signed, input, problems)
    checkComponents(signed, input, problems)
    checkDigest(signed, problems)
    const created = Number(input.parameters.get('created') ?? Number.NaN)
    const expires = Number(input.parameters.get('expires') ?? created + 300)
    const nonce = input.parameters.get('nonce')
    return {
      problems: problems.all,
      ...(created > 0 && {
        time: { name: 'created', seconds: created, maxAge: expires - created, maxAhead: 60 },
      }),
      ...(nonce && { singleUse: [{ name: 'nonce', value: nonce }] }),
      ...(input.signature !== undefined && { signature: signatureOf(signed, input, input.signature) }),
    }
  },
}
