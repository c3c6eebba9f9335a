import type { AnyProvider } from '@countersign/core/provider'
import type { CipherParts } from './cipher.js'
import type { Opener } from './open.js'
import type { SignerParts } from './signer.js'

/** What a script is made of: its providers, and what they need beyond HMAC. */
export interface ScriptParts {
  readonly providers: readonly AnyProvider[]
  /** For providers that seal bodies. */
  readonly cipher?: CipherParts
  /** For providers that sign by a private key. */
  readonly signer?: SignerParts
  /** For providers that open responses, in a post-response script. */
  readonly open?: Opener
}
