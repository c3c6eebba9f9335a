import type { Header } from '@countersign/core'
import { encode, hashOf, hmac, pairsOf, recode, sortedPairs, valuesOf } from '../text.js'

/** What goes into a signature of AWS Signature Version 4. */
export interface AwsDraft {
  readonly method: string
  readonly path: string
  readonly uri: (path: string) => string
  readonly query: string
  readonly canonicalQuery: (query: string) => string
  readonly headers: readonly Header[]
  readonly signedHeaders: readonly string[]
  readonly payload: string
  readonly dateTime: string
  /** Date, region, service and terminator: in the scope, and in the key. */
  readonly scope: readonly string[]
  readonly keyScope: readonly string[]
  readonly secret: Buffer
  readonly signingKey: (draft: AwsDraft) => Buffer
  /** The canonical request, changed. */
  readonly canonical: (text: string) => string
  readonly stringToSign: (draft: AwsDraft, canonical: string) => string
}

/** The path encoded once, as S3 has it. */
export const once = (path: string): string => recode(path).replace(/%2F/g, '/')

/** The path normalised, and encoded once more than it is sent: of every service but S3. */
export const twice = (path: string): string => normalised(path).split('/').map(encode).join('/')

export function normalised(path: string): string {
  const kept: string[] = []
  for (const piece of path.split('/')) {
    if (piece === '..') kept.pop()
    else if (piece !== '.' && piece !== '') kept.push(piece)
  }
  return `/${kept.join('/')}${path.endsWith('/') && kept.length > 0 ? '/' : ''}`
}

export const canonicalQuery = (query: string): string =>
  sortedPairs(pairsOf(query).map(([name, value]) => [recode(name), recode(value)] as const))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

export function canonicalRequest(draft: AwsDraft): string {
  const { method, path, uri, query, canonicalQuery, headers, signedHeaders, payload, canonical } = draft
  const lines = signedHeaders.map((name) => `${name}:${valuesOf(headers, name).map(folded).join(',')}\n`)
  return canonical(
    [method, uri(path), canonicalQuery(query), lines.join(''), signedHeaders.join(';'), payload].join('\n'),
  )
}

export const folded = (value: string): string => value.trim().replace(/\s+/g, ' ')

export const stringToSign = ({ dateTime, scope }: AwsDraft, canonical: string): string =>
  `AWS4-HMAC-SHA256\n${dateTime}\n${scope.join('/')}\n${hashOf('sha256', canonical)}`

/** The signing key: HMACs of date, region, service and terminator. */
export const derived = ({ secret, keyScope }: AwsDraft): Buffer =>
  keyScope.reduce<Buffer>(
    (key, part) => hmac('sha256', key, part),
    Buffer.concat([Buffer.from('AWS4'), secret]),
  )
