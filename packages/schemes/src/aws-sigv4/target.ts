import { type Configured, CountersignError, type Url } from '@countersign/core'
import { encoded, reencode } from '../shared/url-text.js'
import { canonicalQuery } from './canonical.js'

/** Path and query of a URL as they are signed. */
export interface Target {
  readonly uri: string
  readonly query: string
}

/** @throws {CountersignError} `invalid-url` on a URL that is signed already */
export function targetOf(url: Url, service: string, provider: Configured): Target {
  checkPresigned(url, provider)
  return { uri: canonicalUri(url.path, service), query: canonicalQuery(url.query) }
}

/** The text behind a signature that somebody else made: AWS takes one way of signing only. */
function checkPresigned({ query }: Url, { id, name }: Configured): void {
  const found = /(?:^|&)(X-Amz-(?:Signature|Credential|Algorithm))=/i.exec(query)?.[1]
  if (!found) return
  throw new CountersignError(
    'invalid-url',
    `${name}: the URL is signed already: its query has ${found}. Take the X-Amz-… parameters of the signature out of it.`,
    id,
  )
}

const PLAIN = /^[A-Za-z0-9\-._~/]*$/

/**
 * Canonical URI. Of S3 it is the path as it stands, encoded once; of every other service it is normalised (RFC 3986
 * section 6.2.2.3, and `//` as `/`) and encoded once more than it is sent.
 */
export function canonicalUri(path: string, service: string): string {
  if (PLAIN.test(path) && !path.includes('//') && !path.includes('/.')) return path
  if (service === 's3') return reencode(path).replace(/%2F/g, '/')
  return normalised(path).split('/').map(encoded).join('/')
}

function normalised(path: string): string {
  if (!/\/\/|\/\.{1,2}(\/|$)/.test(path)) return path
  const kept: string[] = []
  const pieces = path.split('/')
  for (const piece of pieces) {
    if (piece === '..') kept.pop()
    else if (piece !== '.' && piece !== '') kept.push(piece)
  }
  // As AWS's own SDKs have it: a path that ends with a dot segment gets no slash at its end.
  return `/${kept.join('/')}${path.endsWith('/') && kept.length > 0 ? '/' : ''}`
}
