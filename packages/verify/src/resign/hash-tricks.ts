import { createHash } from 'node:crypto'
import type { HashName } from '@countersign/core'
import { nodeName } from '../search/without-hmac.js'
import { writers } from '../search/writers.js'
import { plain } from './lab-host.js'
import type { DigestCall, Trick } from './trick.js'
import type { Watched } from './watched.js'

/** Other forms of a hash that goes into the string to sign, and another algorithm all the way. */
export function hashTricks({ calls, last }: Pick<Watched, 'calls' | 'last'>): Trick[] {
  const [hash] = calls.filter((call) => !call.key && call !== last)
  if (!hash) return []
  const advice = adviceOn(hash, last)
  const form = (when: string, text: (call: DigestCall) => string): Trick => ({
    when: `the hash in the string to sign is ${when}`,
    advice,
    text,
  })
  return [
    ...writers.map(({ says, write }) => form(`in ${says}`, (call) => write(plain(call)))),
    form('left empty', () => ''),
    form('the hash of an empty body', ({ algorithm }) => createHash(nodeName(algorithm)).digest('hex')),
    form('the text itself', ({ parts }) => Buffer.concat(parts).toString()),
    ...REPEATED.map(([says, write]) => hashedAgain(says, write, advice)),
    ...HASHES.flatMap((name) => [
      form(`made with ${name}, in hex`, inHash(name, 'hex')),
      form(`made with ${name}, in base64`, inHash(name, 'base64')),
    ]),
    ...throughout(hash, last),
  ]
}

export const HASHES: readonly HashName[] = ['SHA-256', 'SHA-1', 'SHA-512', 'SHA-384', 'MD5']

const inHash = (name: HashName, encoding: 'hex' | 'base64') => (call: DigestCall) =>
  plain({ ...call, algorithm: name }).toString(encoding)

const REPEATED: readonly (readonly [says: string, write: (hash: Buffer) => Buffer])[] = [
  ['hex digits', (hash) => Buffer.from(hash.toString('hex'))],
  ['base64', (hash) => Buffer.from(hash.toString('base64'))],
  ['bytes', (hash) => hash],
]

const hashedAgain = (says: string, write: (hash: Buffer) => Buffer, advice: string): Trick => ({
  when: `the hash in the string to sign is hashed once more, as ${says}`,
  advice,
  change: (call, isLast) => (isLast || call.key ? call : { ...call, parts: [write(plain(call))] }),
})

/** The same algorithm for the hash and the signature. */
const throughout = (hash: DigestCall, last: DigestCall): Trick[] =>
  HASHES.filter((name) => name !== last.algorithm && name !== hash.algorithm).map((name) => ({
    when: `it is made with ${name} throughout`,
    advice: `Use ${hash.algorithm} for the hash, and ${last.key ? 'HMAC-' : ''}${last.algorithm} for the signature.`,
    change: (call) => ({ ...call, algorithm: name }),
  }))

/** What the hash is, as it stands in the string to sign. */
function adviceOn(hash: DigestCall, { parts }: DigestCall): string {
  const output = plain(hash)
  const message = Buffer.concat(parts.filter(({ length }) => length < LONGEST))
  const [form] = FORMS.find(([, write]) => message.includes(write(output))) ?? []
  return `The hash in the string to sign is ${hash.algorithm}${form ? ` in ${form}` : ', once'}.`
}

// A longer part is the body itself.
const LONGEST = 100_000

const FORMS: readonly (readonly [form: string, write: (hash: Buffer) => string])[] = [
  ['lower-case hex', (hash) => hash.toString('hex')],
  ['upper-case hex', (hash) => hash.toString('hex').toUpperCase()],
  ['base64', (hash) => hash.toString('base64')],
  ['base64url', (hash) => hash.toString('base64url')],
]
