import { byteLength, plainCodec } from '../bytes.js'
import type { Host } from '../host.js'
import type { Data } from '../message.js'

/** What may be said of an HMAC key: how long it is, and the first of its fingerprint. */
export function describeKey(key: Data, host: Host): string {
  const length = byteLength(key, host.codec ?? plainCodec)
  return `${length} bytes, SHA-256 ${host.hash('SHA-256', key, 'hex').slice(0, 8)}…`
}

// A fingerprint of a shorter text would give it away.
const SHORTEST = 8

/** What may be said of a secret by the name of its setting: of a password, or of what is as short, its length alone. */
export function describeSecret(name: string, secret: string, host: Host): string {
  const isPassword = /pass(word|phrase)$/i.test(name) || secret.length < SHORTEST
  return isPassword ? describePassword(secret) : describeKey(secret, host)
}

/** What may be said of a password: how long it is. A fingerprint would help to guess it. */
export function describePassword(password: string): string {
  return `${password.length} characters, not shown`
}
