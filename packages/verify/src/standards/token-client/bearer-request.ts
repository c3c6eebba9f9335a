import { readBearer } from '../../read/bearer.js'
import type { Signed, StandardReading } from '../standard.js'

/** A request that carries a bearer token. */
export function readBearerRequest({ call, values }: Signed): StandardReading {
  const { checks, notes = [], bearer } = readBearer(call.request, values.tokenUrl ?? 'the token endpoint')
  const problems = checks.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [{ name, text: problem }],
  )
  const ends = bearer?.endsAt
  const time =
    ends === undefined
      ? undefined
      : { name: 'bearer token: exp', seconds: ends, maxAge: 0, maxAhead: Number.POSITIVE_INFINITY }
  return { problems, notes, ...(time && { time }), asIs: 'nothing is signed: it carries a bearer token' }
}
