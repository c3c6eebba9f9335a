import type { Request } from '@countersign/core'

/** A wrong way to sign, in words that follow "signature matches when", and what to do instead. */
export interface Mistake {
  readonly when: string
  readonly advice: string
}

/** No mistake: no words. */
export const CORRECT: Mistake = { when: '', advice: '' }

/** A body that may have been signed in place of the one that was sent. */
export interface Body extends Mistake {
  readonly body: Buffer
  /** The other request that it is of. */
  readonly request?: Pick<Request, 'method' | 'url'>
}

/** Two mistakes as one. */
export const both = (one: Mistake, other: Mistake): Mistake => ({
  when: [one.when, other.when].filter(Boolean).join(' and '),
  advice: [...new Set([one.advice, other.advice])].filter(Boolean).join(' '),
})
