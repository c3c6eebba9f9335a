import { createHash, createHmac, type Hash, type Hmac, hash as hashOnce } from 'node:crypto'
import { knownEncoding } from '@countersign/core/algorithms'
import { partsOf } from '@countersign/core/bytes'
import { digestName } from '@countersign/core/digest-name'
import type { Digests, HashInput } from '@countersign/core/host'
import { feed } from '../shared/feed.js'

// The one-shot function is faster for small bodies. It came with Node 20.12; an older Electron may lack it.
const ONCE = 65536

const native = (algorithm: string) => digestName(algorithm, 'Node')

/**
 * Hashes and HMACs by `node:crypto`. Nothing is copied: a text is read as UTF-8, bytes are read in place.
 * @example nodeDigests.hash('SHA-256', 'text', 'hex')
 */
export const nodeDigests: Digests = {
  hash(algorithm, input, encoding) {
    const name = native(algorithm)
    knownEncoding(encoding, 'Node')
    const parts = partsOf(input)
    const [only] = parts
    if (parts.length === 1 && only !== undefined && only.length <= ONCE && hashOnce) {
      return hashOnce(name, only, encoding)
    }
    return fed(createHash(name), parts).digest(encoding)
  },
  hashBytes: (algorithm, input) => new Uint8Array(fed(createHash(native(algorithm)), input).digest()),
  hmac: (algorithm, key, input, encoding) =>
    fed(createHmac(native(algorithm), key), input).digest(knownEncoding(encoding, 'Node')),
  hmacBytes: (algorithm, key, input) =>
    new Uint8Array(fed(createHmac(native(algorithm), key), input).digest()),
}

function fed<Digest extends Hash | Hmac>(digest: Digest, input: HashInput): Digest {
  for (const part of partsOf(input)) feed(part, (chunk) => digest.update(chunk))
  return digest
}
