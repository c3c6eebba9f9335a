import type { HashName } from '@countersign/core'
import { isPem } from '@countersign/core'
import { keys } from '../search/keys.js'
import { bytesIn } from '../search/stored.js'
import { stringsToSign } from '../search/strings-to-sign.js'
import { withoutHmac } from '../search/without-hmac.js'
import { HASHES } from './hash-tricks.js'
import { plain } from './lab-host.js'
import { namedParts } from './named-parts.js'
import type { DigestCall, Trick } from './trick.js'
import type { Watched } from './watched.js'

/** What people use as the key, even if the key is derived from a setting. */
export function keyTricks({ provider, values, others, calls }: Watched): Trick[] {
  return provider.settings.flatMap((setting) => {
    const value = values[setting.name]
    if (!setting.secret || isPem(setting) || !value) return []
    const right = (['text', 'hex', 'base64'] as const)
      .map((how) => bytesIn(value, how))
      .find((form) => form && form.length >= 4 && calls.some((call) => holds(call, form)))
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

/** Other ways to make the signature of the same key and text. */
export function algorithmTricks({ last }: Watched): Trick[] {
  const { algorithm } = last
  const kind = (name: HashName) => (last.key ? `HMAC-${name}` : name)
  const others = HASHES.filter((name) => name !== algorithm).map(
    (name): Trick => ({
      when: `it is made with ${kind(name)}`,
      advice: `Use ${kind(algorithm)}.`,
      run: (call) => plain({ ...call, algorithm: name }),
    }),
  )
  if (!last.key) return others
  const without = withoutHmac(algorithm).map(
    ({ when, advice, run }): Trick => ({
      when,
      advice,
      run: ({ key = NONE, parts }) => run(key, parts),
    }),
  )
  return [...others, ...without]
}

const NONE = Buffer.alloc(0)

/** Other strings to sign, made of the parts of the right one. */
export function* stringTricks(watched: Watched): Generator<Trick> {
  const { last, body, hashes, claimed, request } = watched
  const { parts, delimiter } = namedParts(last.parts, watched)
  if (parts.length === 0) return
  const from = { parts, delimiter, claimed, body, hashes, requests: [request] }
  for (const { when, advice, message } of stringsToSign(from))
    if (when !== '')
      yield { when, advice, change: (call, isLast) => (isLast ? { ...call, parts: message } : call) }
}
