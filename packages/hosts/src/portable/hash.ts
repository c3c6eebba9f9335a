import { knownEncoding, unknownAlgorithm } from '@countersign/core/algorithms'
import { base64url, partsOf, utf8 } from '@countersign/core/bytes'
import type { Digests, Encoding, HashInput, HashName } from '@countersign/core/host'
import type { Bytes, Data } from '@countersign/core/message'
import { hmac } from '@noble/hashes/hmac.js'
import { feed } from '../shared/feed.js'
import { hex } from '../shared/hex.js'
import { hashes } from './hashes.js'

interface Digest {
  update(bytes: Bytes): unknown
  digest(): Uint8Array
}

/**
 * Hashes and HMACs in plain JavaScript, by noble.
 * @example portableDigests.hmac('SHA-256', 'key', 'text', 'hex')
 */
export const portableDigests: Digests = {
  hash: (algorithm, input, encoding) => encoded(hashBytes(algorithm, input), encoding),
  hashBytes,
  hmac: (algorithm, key, input, encoding) => encoded(hmacBytes(algorithm, key, input), encoding),
  hmacBytes,
}

function hashBytes(algorithm: HashName, input: HashInput): Bytes {
  return fed(hashNamed(algorithm).create(), input)
}

function hmacBytes(algorithm: HashName, key: Data, input: HashInput): Bytes {
  return fed(hmac.create(hashNamed(algorithm), bytesOf(key)), input)
}

const hashNamed = (algorithm: HashName) =>
  hashes.get(algorithm) ?? unknownAlgorithm('hash', algorithm, hashes.keys())

function fed(digest: Digest, input: HashInput): Bytes {
  for (const part of partsOf(input)) feed(part, (chunk) => digest.update(bytesOf(chunk)))
  return digest.digest() as Bytes
}

const bytesOf = (data: Data) => (typeof data === 'string' ? utf8(data) : data)

function encoded(bytes: Bytes, encoding: Encoding): string {
  if (knownEncoding(encoding) === 'hex') return hex(bytes)
  const letters = base64url(bytes).replace(/-/g, '+').replace(/_/g, '/')
  return letters + '='.repeat(-letters.length & 3)
}
