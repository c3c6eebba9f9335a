import {
  type AnyProvider,
  createSigner,
  type Decider,
  type Host,
  type Request,
  reasonOf,
  type Signed,
  type Signer,
  type Trace,
} from '@countersign/core'
import { type Heard, heardNothing, labHost, type Script } from './lab-host.js'
import type { SentSignatures } from './sent-signatures.js'
import type { Trick } from './trick.js'

/** What signing again takes. */
export interface LabSource {
  readonly provider: AnyProvider
  readonly decider: Decider
  readonly host: Host
  readonly sent: SentSignatures
  /** Clock, nonce and token of the request. */
  readonly now: number
  readonly nonce: string
  readonly token: string
}

/** What came of signing again. */
export interface Attempt {
  readonly signed?: Signed
  readonly heard: Heard
  /** Why the request could not be signed. */
  readonly problem?: string
}

/**
 * A signer whose clock, nonce and token are those of a request that was sent. A trick with the key is played while the
 * provider is set up, too: some derive their keys there.
 */
export class Lab {
  readonly #script: Script
  readonly #signer: Signer
  readonly #provider: AnyProvider
  #setup: Heard | undefined
  readonly #always: Trick | undefined

  constructor({ provider, decider, host, sent, now, nonce, token }: LabSource, always?: Trick) {
    this.#provider = provider
    this.#always = always
    this.#script = { now, nonce, token, trick: always, last: -1, heard: heardNothing() }
    this.#signer = createSigner({ decider, host: labHost(host, this.#script, sent) })
  }

  /** What the provider asked for in its `setup`. */
  get setup(): Heard {
    if (!this.#setup) {
      this.#signer.ready(this.#provider)
      this.#setup = this.#script.heard
    }
    return this.#setup
  }

  /** Signs with another clock from now on. */
  at(now: number): this {
    this.#script.now = now
    return this
  }

  /** Signs a request. `last` is the number of the call that makes the signature, if it is known. */
  async sign(request: Request, { trick, last, trace }: Play = {}): Promise<Attempt> {
    const heard = heardNothing()
    try {
      void this.setup
      Object.assign(this.#script, { heard, last: last ?? -1, trick: trick ?? this.#always })
      const signed = this.#signer.attempt(trick?.request ?? request, trace)
      return { signed: signed instanceof Promise ? await signed : signed, heard }
    } catch (thrown) {
      return { heard, problem: reasonOf(thrown) }
    }
  }
}

export interface Play {
  readonly trick?: Trick
  readonly last?: number
  readonly trace?: Trace
}
