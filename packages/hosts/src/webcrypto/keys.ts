import type { CipherKey } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import type { NativeKey, Subtle } from './types.js'

const RSA_OAEP_256 = { name: 'RSA-OAEP', hash: { name: 'SHA-256' } }

/** An RSA key that is imported once, at its first use. */
export class WebKey implements CipherKey {
  readonly kind: CipherKey['kind']
  readonly #der: Bytes
  readonly #subtle: Subtle
  #imported: Promise<NativeKey> | undefined

  constructor(kind: CipherKey['kind'], der: Bytes, subtle: Subtle) {
    this.kind = kind
    this.#der = der
    this.#subtle = subtle
  }

  imported(): Promise<NativeKey> {
    this.#imported ??= this.#import()
    return this.#imported
  }

  #import(): Promise<NativeKey> {
    const [format, usage] =
      this.kind === 'public' ? (['spki', 'encrypt'] as const) : (['pkcs8', 'decrypt'] as const)
    return this.#subtle.importKey(format, this.#der, RSA_OAEP_256, false, [usage]) as Promise<NativeKey>
  }
}

/** The key, where it is one of this cipher's and of that kind. */
export function own(key: CipherKey, kind: CipherKey['kind']): WebKey {
  if (!(key instanceof WebKey) || key.kind !== kind) throw new Error(`not a ${kind} key of this cipher`)
  return key
}

/** A content key, for one message. */
export function importRaw(subtle: Subtle, name: string, bytes: Bytes, usage: string): Promise<NativeKey> {
  return subtle.importKey('raw', bytes, { name }, false, [usage]) as Promise<NativeKey>
}
