import { createHash } from 'node:crypto'
import type { AnyProvider, HashName, Request, Values } from '@countersign/core'
import { isPem } from '@countersign/core'
import { type KeySource, keys } from '../search/keys.js'
import { stringsToSign } from '../search/strings-to-sign.js'
import { writers } from '../search/writers.js'
import { plain } from './lab-host.js'
import { namedParts } from './named-parts.js'
import type { DigestCall, Trick } from './trick.js'

/** What the search for a cause knows of the provider, by watching it sign. */
export interface Watched {
  readonly provider: AnyProvider
  readonly values: Values
  readonly others: (setting: string) => KeySource['others']
  /** The calls of `setup` and `sign`, and the last of them. */
  readonly calls: readonly DigestCall[]
  readonly last: DigestCall
  /** Names of texts that are signed: `timestamp`, `body`. */
  readonly names: ReadonlyMap<string, string>
  /** What the request says under these names. */
  readonly claimed: Readonly<Record<string, string>>
  readonly request: Request
}

/** What people use as the key, even if the key is derived from a setting. */
export function keyTricks({ provider, values, others, calls }: Watched): Trick[] {
  return provider.settings.flatMap((setting) => {
    const value = values[setting.name]
    if (!setting.secret || isPem(setting) || !value) return []
    const right = [Buffer.from(value), Buffer.from(value, 'base64'), Buffer.from(value, 'hex')].find(
      (form) => form.length >= 4 && calls.some((call) => holds(call, form)),
    )
    if (!right) return []
    const source = {
      provider: provider.id,
      settings: provider.settings,
      values,
      name: setting.name,
      others: others(setting.name),
    }
    const [, ...wrong] = keys(right, source)
    return wrong.map(({ bytes, when, advice }) => ({ when, advice, change: putting(right, bytes) }))
  })
}

const holds = ({ key, parts }: DigestCall, bytes: Buffer) =>
  key ? key.includes(bytes) : parts.some((part) => part.length < 1e6 && part.includes(bytes))

/** Puts other bytes in place of a secret: in keys, and in what is hashed without a key. */
const putting =
  (right: Buffer, bytes: Buffer): NonNullable<Trick['change']> =>
  (call) =>
    call.key
      ? { ...call, key: replaced(call.key, right, bytes) }
      : {
          ...call,
          parts: call.parts.map((part) => (part.length < 1e6 ? replaced(part, right, bytes) : part)),
        }

function replaced(text: Buffer, right: Buffer, bytes: Buffer): Buffer {
  const at = text.indexOf(right)
  return at < 0 ? text : Buffer.concat([text.subarray(0, at), bytes, text.subarray(at + right.length)])
}

const HASHES: readonly HashName[] = ['SHA-256', 'SHA-1', 'SHA-512', 'SHA-384', 'MD5']

/** Other ways to make the signature of the same key and text. */
export function algorithmTricks({ last }: Watched): Trick[] {
  const { algorithm } = last
  const kind = last.key ? `HMAC-${algorithm}` : algorithm
  const advice = `Use ${kind}.`
  const made = (when: string, run: Trick['run']): Trick => ({ when, advice, ...(run && { run }) })
  const others = HASHES.filter((name) => name !== algorithm).map((name) =>
    made(`it is made with ${last.key ? 'HMAC-' : ''}${name}`, (call) => plain({ ...call, algorithm: name })),
  )
  if (!last.key) return others
  const hash = (parts: readonly Buffer[]) => plain({ algorithm, parts })
  return [
    ...others,
    made('key and message are swapped', ({ key = none, parts }) =>
      plain({ algorithm, key: Buffer.concat(parts), parts: [key] }),
    ),
    made(`it is a plain ${algorithm} without the key`, ({ parts }) => hash(parts)),
    made(`it is ${algorithm} of key and message, without HMAC`, ({ key = none, parts }) =>
      hash([key, ...parts]),
    ),
    made(`it is ${algorithm} of message and key, without HMAC`, ({ key = none, parts }) =>
      hash([...parts, key]),
    ),
    made(`it is the HMAC of the message's ${algorithm} in bytes`, ({ key = none, parts }) =>
      plain({ algorithm, key, parts: [hash(parts)] }),
    ),
    made(`it is the HMAC of the message's ${algorithm} in hex`, ({ key = none, parts }) =>
      plain({ algorithm, key, parts: [Buffer.from(hash(parts).toString('hex'))] }),
    ),
  ]
}

const none = Buffer.alloc(0)

/** Other forms of a hash that goes into the string to sign, and other algorithms all the way. */
export function hashTricks({ calls, last }: Watched): Trick[] {
  const hashes = calls.filter(({ key }) => !key).length > (last.key ? 0 : 1)
  const all = HASHES.filter((name) => name !== last.algorithm).map(
    (name): Trick => ({
      when: `it is made with ${name} throughout`,
      advice: `Use ${last.algorithm}.`,
      change: (call) => ({ ...call, algorithm: name }),
    }),
  )
  if (!hashes) return all
  const advice = 'Write the hash of the body as the provider does.'
  const form = (when: string, text: (call: DigestCall) => string): Trick => ({
    when: `the hash in the string to sign is ${when}`,
    advice,
    text,
  })
  const inHash = (name: HashName, encoding: 'hex' | 'base64') => (call: DigestCall) =>
    plain({ ...call, algorithm: name }).toString(encoding)
  return [
    ...writers.map(({ says, write }) => form(`in ${says}`, (call) => write(plain(call)))),
    form('left empty', () => ''),
    form('the hash of an empty body', (call) => createHash(call.algorithm.replace('-', '')).digest('hex')),
    form('the text itself', ({ parts }) => Buffer.concat(parts).toString()),
    ...HASHES.flatMap((name) => [
      form(`made with ${name}, in hex`, inHash(name, 'hex')),
      form(`made with ${name}, in base64`, inHash(name, 'base64')),
    ]),
    ...all,
  ]
}

/** Other strings to sign, made of the parts of the right one. */
export function* stringTricks({ last, names, claimed, request }: Watched): Generator<Trick> {
  const { parts, delimiter } = namedParts(last.parts, names)
  if (parts.length === 0) return
  const body = Buffer.from(request.body as string)
  const from = { parts, delimiter, claimed, body, requests: [request] }
  for (const { when, advice, message } of stringsToSign(from))
    if (when !== '')
      yield { when, advice, change: (call, isLast) => (isLast ? { ...call, parts: message } : call) }
}
