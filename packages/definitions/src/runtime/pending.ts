import type { Data, Waiting } from '@countersign/core'
import type { Context } from './context.js'

/** Thrown if an expression has to wait; whoever runs it waits, keeps the result and runs it again. */
export class Pending {
  readonly at: number
  readonly work: () => Waiting<Data>

  constructor(at: number, work: () => Waiting<Data>) {
    this.at = at
    this.work = work
  }
}

/** Runs again after each signature that had to be waited for. */
export function* waited<Made>(context: Context, run: () => Made): Waiting<Made> {
  for (;;) {
    try {
      return run()
    } catch (thrown) {
      if (!(thrown instanceof Pending)) throw thrown
      context.results ??= []
      context.results[thrown.at] = yield* thrown.work()
    }
  }
}
