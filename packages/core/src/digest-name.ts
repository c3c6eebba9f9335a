// Apart from algorithms.ts: a script that has no native hashes must not carry these names.

import { unknownAlgorithm } from './algorithms.js'

const DIGESTS = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
} as const

/** A hash as OpenSSL names it, which `node:crypto`, `k6/crypto` and Insomnia's plugin sandbox take. */
export type DigestName = (typeof DIGESTS)[keyof typeof DIGESTS]

/** The same by the names that schemes use. */
export const digestNames: ReadonlyMap<string, DigestName> = new Map(Object.entries(DIGESTS))

/**
 * The name that a tool's native hashes go by. `tool` is for the message.
 * @throws {CountersignError} `missing-capability` for a hash that is not among them
 * @example createHash(digestName('SHA-256', 'Node'))
 */
export const digestName = (algorithm: string, tool: string): DigestName =>
  digestNames.get(algorithm) ?? unknownAlgorithm('hash', algorithm, digestNames.keys(), tool)
