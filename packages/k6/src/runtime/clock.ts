import { type Waiting, wait } from '@countersign/core/waiting'
import { sleep } from './k6.js'

/** Seconds since 1970. */
export const now = (): number => Date.now() / 1000

/** Waits for this many seconds. */
export const later = (seconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000)
  })

/** The clock of a token store. */
export const clock = { now, wait: later, sleep }

/** Waits with a promise or by blocking the virtual user, as the work is run. */
export const pause = (seconds: number): Waiting<void> =>
  wait(
    () => later(seconds),
    () => sleep(seconds),
  )
