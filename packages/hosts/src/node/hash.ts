import { createHash, createHmac, hash as hashOnce } from 'node:crypto'
import type { Host } from '@countersign/core/host'
import { feed } from '../shared/feed.js'

// The one-shot function is faster for small bodies. It came with Node 20.12; an older Electron may lack it.
const ONCE = 65536
const NAMES = { 'SHA-256': 'sha256' } as const

/** Hash by `node:crypto`. Nothing is copied: a text is read as UTF-8, bytes are read where they are. */
export const nodeHash: Host['hash'] = (algorithm, parts, encoding) => {
  const [only] = parts
  if (parts.length === 1 && only !== undefined && only.length <= ONCE && hashOnce) {
    return hashOnce(NAMES[algorithm], only, encoding)
  }
  const hash = createHash(NAMES[algorithm])
  for (const part of parts) feed(part, (chunk) => hash.update(chunk))
  return hash.digest(encoding)
}

/** HMAC by `node:crypto`, without a copy of its parts. */
export const nodeHmac: Host['hmac'] = (algorithm, key, parts, encoding) => {
  const hmac = createHmac(NAMES[algorithm], key)
  for (const part of parts) feed(part, (chunk) => hmac.update(chunk))
  return hmac.digest(encoding)
}
