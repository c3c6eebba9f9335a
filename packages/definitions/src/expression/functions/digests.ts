import type { HashName } from '@countersign/core'
import { plan } from '../plan.js'
import type { FunctionSpec } from './spec.js'

const HASHES: readonly (readonly [name: string, hash: HashName])[] = [
  ['md5', 'MD5'],
  ['sha1', 'SHA-1'],
  ['sha256', 'SHA-256'],
  ['sha384', 'SHA-384'],
  ['sha512', 'SHA-512'],
]

const hashes = HASHES.map(
  ([name, hash]): FunctionSpec => ({
    name,
    usage: `${name}(data, …)`,
    about: `${hash} of the parts, one after the other`,
    takes: ['data'],
    rest: 'data',
    gives: 'bytes',
    hides: 'all',
    algorithm: hash,
    plan: (parts) => plan('hash', hash, parts),
  }),
)

const hmacs = HASHES.map(
  ([name, hash]): FunctionSpec => ({
    name: `hmac-${name}`,
    usage: `hmac-${name}(key, data, …)`,
    about: `HMAC-${hash} by a key over the parts, one after the other`,
    takes: ['data', 'data'],
    rest: 'data',
    gives: 'bytes',
    hides: 'all',
    key: 0,
    algorithm: `HMAC-${hash}`,
    plan: ([key, ...parts]) => plan('hmac', hash, key as never, parts),
  }),
)

/** Hashes and HMACs, which give bytes. */
export const DIGESTS: readonly FunctionSpec[] = [...hashes, ...hmacs]
