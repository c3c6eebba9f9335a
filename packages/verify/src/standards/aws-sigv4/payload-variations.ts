import { bodyOf, type Signed, type Variation } from '../standard.js'
import { hashOf } from '../text.js'
import { bodyVariations, text } from '../variations.js'
import type { AwsDraft } from './canonical.js'
import type { AwsFields } from './fields.js'

/** The hash of the payload: other ones than the request says. */
export function* payloadVariations(signed: Signed, { payload }: AwsFields): Generator<Variation<AwsDraft>> {
  const body = bodyOf(signed)
  const hash = hashOf('sha256', body)
  const advice =
    'Use the SHA-256 of the body in lower-case hex, and send the same value as X-Amz-Content-Sha256.'
  const as = (when: string, value: string) => ({
    ...text<AwsDraft>(
      `the payload hash is ${when}`,
      (draft) => ({
        ...draft,
        payload: value,
        headers: replacing(draft.headers, 'x-amz-content-sha256', value),
      }),
      advice,
    ),
    kind: 'body' as const,
  })
  if (payload !== undefined && payload !== hash) yield as('that of the body', hash)
  yield as('that of an empty body', hashOf('sha256', ''))
  yield as('UNSIGNED-PAYLOAD', 'UNSIGNED-PAYLOAD')
  yield as('in upper-case hex', hash.toUpperCase())
  yield as('in base64', hashOf('sha256', body, 'base64'))
  yield as('left empty', '')
  yield as('the body itself', String(body))
}

/** Other bodies, if the request does not state the hash of its own. */
export const bodiesOf = (signed: Signed): Iterable<Variation<AwsDraft>> =>
  bodyVariations<AwsDraft>(signed, (body) => (draft) => ({
    ...draft,
    payload: hashOf('sha256', body),
    headers: replacing(draft.headers, 'content-length', String(body.length)),
  }))

/** A header with another value, if it is there. */
const replacing = (headers: AwsDraft['headers'], header: string, value: string): AwsDraft['headers'] =>
  headers.map(([name, own]) => [name, name.toLowerCase() === header ? value : own])
