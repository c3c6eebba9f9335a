import type { Data, Waiting } from '@countersign/core'

/** Thrown if an expression has to wait; whoever runs it waits, keeps the result and runs it again. */
export class Pending {
  readonly at: number
  readonly work: () => Waiting<Data>

  constructor(at: number, work: () => Waiting<Data>) {
    this.at = at
    this.work = work
  }
}
