import { createHash, createHmac } from 'node:crypto'
import { CORRECT, type Mistake } from './mistake.js'
import { fed, withoutHmac } from './without-hmac.js'

export interface Algorithm extends Mistake {
  /** Its output, in bytes; undefined if that grows with the message. */
  readonly length?: number
  run(key: Buffer, message: readonly Buffer[]): Buffer
}

const hmac = (name: string) => (key: Buffer, message: readonly Buffer[]) =>
  fed(createHmac(name, key), message)

const other = (name: string, title: string, length: number): Algorithm => ({
  when: `it is made with HMAC-${title}`,
  advice: 'Use HMAC-SHA-256.',
  length,
  run: hmac(name),
})

/** HMAC-SHA-256 first, then what people use instead. */
export const algorithms: readonly Algorithm[] = [
  { ...CORRECT, length: 32, run: hmac('sha256') },
  ...withoutHmac('SHA-256').map((one) => ({ ...one, length: 32 })),
  {
    when: 'the key is its SHA-256',
    advice: 'Use the key itself, not its hash.',
    length: 32,
    run: (key, message) => hmac('sha256')(createHash('sha256').update(key).digest(), message),
  },
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
