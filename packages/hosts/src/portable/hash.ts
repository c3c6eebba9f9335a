import { plainCodec } from '@countersign/core/bytes'
import type { Encoding, Host } from '@countersign/core/host'
import type { Bytes, Data } from '@countersign/core/message'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { hex } from '../shared/hex.js'

/** Hash in plain JavaScript, by noble. */
export const portableHash: Host['hash'] = (_algorithm, parts, encoding) => {
  const hash = sha256.create()
  for (const part of parts) feed(hash, part)
  return encoded(hash.digest() as Bytes, encoding)
}

/** HMAC in plain JavaScript, by noble. */
export const portableHmac: Host['hmac'] = (_algorithm, key, parts, encoding) => {
  const mac = hmac.create(sha256, typeof key === 'string' ? plainCodec.utf8(key) : key)
  for (const part of parts) feed(mac, part)
  return encoded(mac.digest() as Bytes, encoding)
}

const CHUNK = 32768

/** A text goes in by chunks, so that a large one is never there twice. */
function feed(sink: { update(bytes: Uint8Array): unknown }, data: Data): void {
  if (typeof data !== 'string') {
    sink.update(data)
    return
  }
  for (let at = 0; at < data.length; ) {
    let end = at + CHUNK
    // Not between the halves of a surrogate pair.
    if ((data.charCodeAt(end) & 0xfc00) === 0xdc00) end++
    sink.update(plainCodec.utf8(data.slice(at, end)))
    at = end
  }
}

function encoded(bytes: Bytes, encoding: Encoding): string {
  if (encoding === 'hex') return hex(bytes)
  const letters = plainCodec.base64url(bytes).replace(/-/g, '+').replace(/_/g, '/')
  return letters + '='.repeat(-letters.length & 3)
}
