import type { Data } from '@countersign/core'

/** Thrown where an expression has to wait; whoever runs it waits, keeps the result and runs it again. */
export class Pending {
  readonly at: number
  readonly later: () => Promise<Data>

  constructor(at: number, later: () => Promise<Data>) {
    this.at = at
    this.later = later
  }
}
