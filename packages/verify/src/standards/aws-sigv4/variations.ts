import type { Signed, Variation } from '../standard.js'
import { keyVariations } from '../variations.js'
import type { AwsDraft } from './canonical.js'
import type { AwsFields } from './fields.js'
import { headerVariations } from './header-variations.js'
import { signingKeys } from './key-variations.js'
import { paths } from './path-variations.js'
import { bodiesOf, payloadVariations } from './payload-variations.js'
import { queries } from './query-variations.js'
import { requestVariations } from './request-variations.js'
import { scopeVariations } from './scope-variations.js'

/** What people do otherwise than AWS's page says, the likeliest first. */
export function* awsVariations(signed: Signed, fields: AwsFields): Generator<Variation<AwsDraft>> {
  yield* scopeVariations(signed, fields)
  yield* keyVariations<AwsDraft>(
    signed,
    'secretAccessKey',
    Buffer.from(signed.values.secretAccessKey ?? ''),
    (secret) => (draft) => ({ ...draft, secret }),
  )
  yield* signingKeys
  yield* paths
  yield* queries
  yield* payloadVariations(signed, fields)
  yield* headerVariations(signed)
  yield* requestVariations
  if (fields.payload === undefined) yield* bodiesOf(signed)
}
