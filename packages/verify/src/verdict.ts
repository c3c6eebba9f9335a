/** The result for one request. */
export interface Verdict {
  /** `entry 2`. */
  readonly label: string
  readonly method: string
  /** Without its query. */
  readonly url: string
  readonly verdict: 'verified' | 'not-verified' | 'not-claimed'
  /** The provider's id and name, and how the request is signed. */
  readonly provider?: string
  readonly name?: string
  readonly how?: string
  /** The one line that says why. */
  readonly why: string
  /** Why the verdict proves nothing: nothing in the request is signed, or it cannot be signed again and compared. */
  readonly unproven?: string
  /** What to do about it. */
  readonly advice?: string
  /** The first step that differs from what is expected. */
  readonly step?: string
  /** What else is worth knowing. */
  readonly seen: readonly string[]
  /** What was tried, if no cause was found. */
  readonly tried?: string
  /** If no cause was found: what is likely, in order. */
  readonly likely?: readonly string[]
  /** And the command that shows the request signed step by step. */
  readonly next?: string
}
