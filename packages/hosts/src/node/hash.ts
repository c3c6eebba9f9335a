import { createHash, createHmac, hash as hashOnce } from 'node:crypto'
import type { Host } from '@countersign/core/host'

const NAMES = { 'SHA-256': 'sha256' } as const

/** Hash by `node:crypto`. Nothing is copied: a text is read as UTF-8, bytes are read where they are. */
export const nodeHash: Host['hash'] = (algorithm, parts, encoding) => {
  const [only] = parts
  // The one-shot function came with Node 20.12; the runtime of an older Electron may lack it.
  if (parts.length === 1 && only !== undefined && hashOnce) return hashOnce(NAMES[algorithm], only, encoding)
  const hash = createHash(NAMES[algorithm])
  for (const part of parts) hash.update(part)
  return hash.digest(encoding)
}

/** HMAC by `node:crypto`, without a copy of its parts. */
export const nodeHmac: Host['hmac'] = (algorithm, key, parts, encoding) => {
  const hmac = createHmac(NAMES[algorithm], key)
  for (const part of parts) hmac.update(part)
  return hmac.digest(encoding)
}
