import { createHash, createHmac } from 'node:crypto'
import { CORRECT, type Mistake } from './mistake.js'

export interface Algorithm extends Mistake {
  /** Its output, in bytes; undefined if that grows with the message. */
  readonly length?: number
  run(key: Buffer, message: readonly Buffer[]): Buffer
}

const hmac = (name: string) => (key: Buffer, message: readonly Buffer[]) =>
  fed(createHmac(name, key), message)
const hash = (message: readonly Buffer[]) => fed(createHash('sha256'), message)

function fed(
  hashing: { update(data: Buffer): unknown; digest(): Buffer },
  message: readonly Buffer[],
): Buffer {
  for (const part of message) hashing.update(part)
  return hashing.digest()
}

const advice = 'Use HMAC-SHA-256, with the key as the key.'
const other = (name: string, title: string, length: number): Algorithm => ({
  when: `it is made with HMAC-${title}`,
  advice,
  length,
  run: hmac(name),
})
const made = (when: string, run: Algorithm['run']): Algorithm => ({ when, advice, length: 32, run })

/** A message as the key: one of more than a block counts as its hash (RFC 2104), which needs no copy of it. */
const asKey = (message: readonly Buffer[]) =>
  message.reduce((sum, { length }) => sum + length, 0) > 64 ? hash(message) : Buffer.concat(message)

/** HMAC-SHA-256 first, then what people use instead. */
export const algorithms: readonly Algorithm[] = [
  { ...CORRECT, length: 32, run: hmac('sha256') },
  made('key and message are swapped', (key, message) => hmac('sha256')(asKey(message), [key])),
  made('it is a plain SHA-256 without the key', (_key, message) => hash(message)),
  made('it is SHA-256 of key and message, without HMAC', (key, message) => hash([key, ...message])),
  made('it is SHA-256 of message and key, without HMAC', (key, message) => hash([...message, key])),
  made("it is the HMAC of the message's SHA-256 in bytes", (key, message) =>
    hmac('sha256')(key, [hash(message)]),
  ),
  made("it is the HMAC of the message's SHA-256 in hex", (key, message) =>
    hmac('sha256')(key, [Buffer.from(hash(message).toString('hex'))]),
  ),
  made('the key is its SHA-256', (key, message) => hmac('sha256')(hash([key]), message)),
  {
    when: "it is the message itself and the HMAC of nothing: Go's Sum(message) appends, it does not hash",
    advice: 'Write the message into the HMAC first: h.Write(message), then h.Sum(nil).',
    run: (key, message) => Buffer.concat([...message, hmac('sha256')(key, [])]),
  },
  other('sha1', 'SHA-1', 20),
  other('sha512', 'SHA-512', 64),
  other('sha384', 'SHA-384', 48),
  other('md5', 'MD5', 16),
]
