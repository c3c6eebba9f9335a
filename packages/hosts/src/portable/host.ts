import type { Host } from '@countersign/core/host'
import { portableDigests } from './hash.js'
import { portableNonce } from './nonce.js'

/**
 * A host in plain JavaScript, for HMAC. What else the tool can (a cipher, a random source, send) is given.
 * @example
 * ```ts
 * const host = portableHost({ name: 'My tool' })
 * host.hmac('SHA-256', 'key', 'text', 'hex')
 * ```
 */
export function portableHost(parts: Pick<Host, 'name'> & Partial<Host>): Host {
  return {
    now: () => Date.now() / 1000,
    nonce: parts.nonce ?? portableNonce(),
    ...portableDigests,
    ...parts,
  }
}
