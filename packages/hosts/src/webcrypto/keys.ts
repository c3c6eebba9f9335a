import type { CipherKey, OaepHash } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import type { NativeKey, Subtle } from './types.js'

/** An RSA key that is imported once, at its first use. */
export class WebKey implements CipherKey {
  readonly kind: CipherKey['kind']
  // Not `#private`: for an old engine that becomes code that is slower than the key's use.
  private readonly der: Bytes
  private readonly subtle: Subtle
  private readonly hash: OaepHash
  private key: Promise<NativeKey> | undefined

  constructor(kind: CipherKey['kind'], der: Bytes, subtle: Subtle, hash: OaepHash = 'SHA-256') {
    this.kind = kind
    this.der = der
    this.subtle = subtle
    this.hash = hash
  }

  imported(): Promise<NativeKey> {
    this.key ??= this.import()
    return this.key
  }

  private import(): Promise<NativeKey> {
    const [format, usage] =
      this.kind === 'public' ? (['spki', 'encrypt'] as const) : (['pkcs8', 'decrypt'] as const)
    const algorithm = { name: 'RSA-OAEP', hash: { name: this.hash } }
    return this.subtle.importKey(format, this.der, algorithm, false, [usage]) as Promise<NativeKey>
  }
}

/** The key, if it is one of this cipher's and of that kind. */
export function own(key: CipherKey, kind: CipherKey['kind']): WebKey {
  if (!(key instanceof WebKey) || key.kind !== kind) throw new Error(`not a ${kind} key of this cipher`)
  return key
}

/** A content key, for one message. */
export function importRaw(subtle: Subtle, name: string, bytes: Bytes, usage: string): Promise<NativeKey> {
  return subtle.importKey('raw', bytes, { name }, false, [usage]) as Promise<NativeKey>
}
