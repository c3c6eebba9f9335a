import { plainCodec, promiseOf, type Request, type Signer, type Trace, textOf } from '@countersign/core'
import { headerPairs, type Pair } from './pairs.js'
import { type Vector, VectorError } from './vector.js'

/** The token request of a vector beside the one that the provider makes; none if the vector has none. */
export async function tokenPairs(
  { request, tokenRequest: expected }: Vector,
  signer: Signer,
  trace: Trace,
): Promise<Pair[]> {
  if (!expected) return []
  const source = signer.tokens(request.url)
  const later = source?.request ? undefined : source?.requestAsync?.(trace)
  const made = later ? await promiseOf(later) : source?.request?.(trace)
  if (!made) throw new VectorError('The vector has a token request, and the provider requests no token.')
  return [
    ...(['method', 'url', 'body'] as const).flatMap((key) => pair(key, expected[key], made)),
    ...headerPairs(expected.headers, made.headers, 'token request '),
  ]
}

const pair = (key: 'method' | 'url' | 'body', expected: string | undefined, made: Request): Pair[] =>
  expected === undefined
    ? []
    : [{ step: `token request ${key}`, expected, actual: textOf(made[key], plainCodec) }]
