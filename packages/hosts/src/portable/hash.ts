import { plainCodec } from '@countersign/core/bytes'
import type { Encoding, Host } from '@countersign/core/host'
import type { Bytes, Data } from '@countersign/core/message'
import { feed } from '../shared/feed.js'
import { hex } from '../shared/hex.js'
import { hmacSha256, sha256 } from './sha256.js'

/** Hash in plain JavaScript. */
export const portableHash: Host['hash'] = (_algorithm, parts, encoding) => {
  const hash = sha256()
  for (const part of parts) feed(part, (chunk) => hash.update(bytesOf(chunk)))
  return encoded(hash.digest(), encoding)
}

/** HMAC in plain JavaScript. */
export const portableHmac: Host['hmac'] = (_algorithm, key, parts, encoding) => {
  const mac = hmacSha256(bytesOf(key))
  for (const part of parts) feed(part, (chunk) => mac.update(bytesOf(chunk)))
  return encoded(mac.digest(), encoding)
}

const bytesOf = (data: Data) => (typeof data === 'string' ? plainCodec.utf8(data) : data)

function encoded(bytes: Bytes, encoding: Encoding): string {
  if (encoding === 'hex') return hex(bytes)
  const letters = plainCodec.base64url(bytes).replace(/-/g, '+').replace(/_/g, '/')
  return letters + '='.repeat(-letters.length & 3)
}
