import type { Variation } from '../standard.js'
import { encode } from '../text.js'
import { text } from '../variations.js'
import { type AwsDraft, normalised, once, twice } from './canonical.js'

const path = (when: string, uri: AwsDraft['uri']) =>
  text<AwsDraft>(
    when,
    (draft) => ({ ...draft, uri }),
    'Encode the path once for S3; for every other service normalise it and encode it once more than it is sent.',
  )

/** Other forms of the canonical URI. */
export const paths: readonly Variation<AwsDraft>[] = [
  path('the canonical URI is the path encoded once, as S3 has it', once),
  path('the canonical URI is the path encoded twice, as every service but S3 has it', twice),
  path('the canonical URI is the path as it is sent', (sent) => sent),
  path('the canonical URI is not normalised', (sent) => sent.split('/').map(encode).join('/')),
  path('the canonical URI is normalised', (sent) => once(normalised(sent))),
  path('the canonical URI is encoded three times', (sent) => twice(sent).split('/').map(encode).join('/')),
  path('the canonical URI is decoded', (sent) => decodeURI(sent.replace(/%(?![0-9a-f]{2})/gi, '%25'))),
  path('the canonical URI ends in a slash', (sent) => `${twice(sent)}/`),
  path('the canonical URI is /', () => '/'),
]
