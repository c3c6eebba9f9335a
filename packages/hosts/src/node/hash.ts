import { createHash, createHmac, type Hash, type Hmac, hash as hashOnce } from 'node:crypto'
import { digestName } from '@countersign/core/digest-name'
import type { Digests } from '@countersign/core/host'
import type { Data } from '@countersign/core/message'
import { feed } from '../shared/feed.js'

// The one-shot function is faster for small bodies. It came with Node 20.12; an older Electron may lack it.
const ONCE = 65536

const native = (algorithm: string) => digestName(algorithm, 'Node')

/** Hashes by `node:crypto`. Nothing is copied: a text is read as UTF-8, bytes are read in place. */
export const nodeDigests: Digests = {
  hash(algorithm, parts, encoding) {
    const name = native(algorithm)
    const [only] = parts
    if (parts.length === 1 && only !== undefined && only.length <= ONCE && hashOnce) {
      return hashOnce(name, only, encoding)
    }
    return fed(createHash(name), parts).digest(encoding)
  },
  hashBytes: (algorithm, parts) => new Uint8Array(fed(createHash(native(algorithm)), parts).digest()),
  hmac: (algorithm, key, parts, encoding) => fed(createHmac(native(algorithm), key), parts).digest(encoding),
  hmacBytes: (algorithm, key, parts) =>
    new Uint8Array(fed(createHmac(native(algorithm), key), parts).digest()),
}

function fed<Digest extends Hash | Hmac>(digest: Digest, parts: readonly Data[]): Digest {
  for (const part of parts) feed(part, (chunk) => digest.update(chunk))
  return digest
}
