/** A way to sign wrongly, in words that follow "signature matches when", and what to do instead. */
export interface Variant {
  readonly when: string
  readonly advice: string
}

/** What is done as it is due: no words. */
export const DUE: Variant = { when: '', advice: '' }
