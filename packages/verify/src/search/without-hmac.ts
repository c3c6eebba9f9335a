import { createHash, createHmac } from 'node:crypto'
import type { HashName } from '@countersign/core'
import type { Mistake } from './mistake.js'

/** What is made of key and message in place of their HMAC. */
export interface WithoutHmac extends Mistake {
  run(key: Buffer, message: readonly Buffer[]): Buffer
}

/** A hash of Node by core's name for it. */
export const nodeName = (name: HashName): string => name.replace('-', '').toLowerCase()

const BLOCK: Readonly<Partial<Record<HashName, number>>> = { 'SHA-512': 128, 'SHA-384': 128 }

/** What people make of key and message in place of an HMAC by this hash. */
export function withoutHmac(name: HashName): WithoutHmac[] {
  const hash = (message: readonly Buffer[]) => fed(createHash(nodeName(name)), message)
  const hmac = (key: Buffer, message: readonly Buffer[]) => fed(createHmac(nodeName(name), key), message)
  // A key of more than a block counts as its hash (RFC 2104), which needs no copy of a long message.
  const asKey = (message: readonly Buffer[]) =>
    lengthOf(message) > (BLOCK[name] ?? 64) ? hash(message) : Buffer.concat(message)
  const keyed = `Use HMAC-${name}, with the secret as its key.`
  const itself = `Give the string to sign itself to HMAC-${name}, which hashes it.`
  return [
    {
      when: 'key and message are swapped',
      advice: 'Swap them: the secret is the key, and the string to sign is the message.',
      run: (key, message) => hmac(asKey(message), [key]),
    },
    {
      when: `it is a plain ${name} without the key`,
      advice: keyed,
      run: (_key, message) => hash(message),
    },
    {
      when: `it is ${name} of key and message, without HMAC`,
      advice: keyed,
      run: (key, message) => hash([key, ...message]),
    },
    {
      when: `it is ${name} of message and key, without HMAC`,
      advice: keyed,
      run: (key, message) => hash([...message, key]),
    },
    {
      when: `it is the HMAC of the message's ${name} in bytes`,
      advice: itself,
      run: (key, message) => hmac(key, [hash(message)]),
    },
    {
      when: `it is the HMAC of the message's ${name} in hex`,
      advice: itself,
      run: (key, message) => hmac(key, [Buffer.from(hash(message).toString('hex'))]),
    },
    {
      when: 'the signature is hashed once more, in bytes',
      advice: 'Send the HMAC itself, not its hash.',
      run: (key, message) => hash([hmac(key, message)]),
    },
    {
      when: 'the signature is hashed once more, in hex',
      advice: 'Send the HMAC itself, not its hash.',
      run: (key, message) => hash([Buffer.from(hmac(key, message).toString('hex'))]),
    },
  ]
}

/** The hash or HMAC of all of these. */
export function fed(
  hashing: { update(data: Buffer): unknown; digest(): Buffer },
  message: readonly Buffer[],
): Buffer {
  for (const part of message) hashing.update(part)
  return hashing.digest()
}

const lengthOf = (message: readonly Buffer[]) => message.reduce((sum, { length }) => sum + length, 0)
