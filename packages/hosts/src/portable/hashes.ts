import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import type { CHash } from '@noble/hashes/utils.js'

/**
 * The hashes by name. A bundler of scripts replaces this module by one with the hashes that its providers name:
 * `hashesPlugin` of the package `bundle`.
 */
export const hashes: ReadonlyMap<string, CHash> = new Map([
  ['MD5', md5],
  ['SHA-1', sha1],
  ['SHA-256', sha256],
  ['SHA-384', sha384],
  ['SHA-512', sha512],
])
