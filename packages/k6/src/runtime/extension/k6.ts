// Stands in for ../k6.ts in the extension's script: the same names over what Go lends, without importing k6's modules.

import { http, native } from './native.js'

export { http }

export const sleep = (seconds: number): void => native.sleep(seconds)

export const exec = {
  get instance() {
    if (native.clock() === undefined) throw new Error('The test does not run yet.')
    return running
  },
  vu: {
    get idInTest() {
      return native.userId()
    },
  },
}

const running = {
  get currentTestRunDuration() {
    return native.clock() as number
  },
}

/** Only the module's own trend, which Go has registered. */
export class Trend {
  add(milliseconds: number): void {
    native.noteSigning(milliseconds)
  }
}

/** Only the module's own counter. */
export class Counter {
  add(_one: number, { code, provider }: { readonly code: string; readonly provider: string }): void {
    native.noteRefusal(code, provider)
  }
}
