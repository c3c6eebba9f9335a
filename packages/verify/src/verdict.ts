/** What became of one request. */
export interface Verdict {
  /** `entry 2`. */
  readonly label: string
  readonly method: string
  /** Without its query. */
  readonly url: string
  readonly verdict: 'verified' | 'not-verified' | 'not-claimed'
  /** The provider's id and name, and how it is signed. */
  readonly provider?: string
  readonly name?: string
  readonly how?: string
  /** The one line that says why. */
  readonly why: string
  /** What to do about it. */
  readonly advice?: string
  /** The first step that differs from what is due. */
  readonly step?: string
  /** What can be seen besides. */
  readonly seen: readonly string[]
  /** What was tried, where no cause was found. */
  readonly tried?: string
}
