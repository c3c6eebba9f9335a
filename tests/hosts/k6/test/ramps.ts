import { expect } from 'vitest'
import { type Seen, usersIn } from './sharing.js'

/** Users rise, stay for longer than a renewal of the token takes, and are stopped, hard. */
const STAGES = [
  [1, 30],
  [2.5, 30],
  [0.5, 0],
  [1, 60],
  [2.5, 60],
  [0.5, 0],
  [1, 40],
  [2.5, 40],
  [1, 1],
  [2.5, 1],
] as const

export const rampsEnv = { STAGES: JSON.stringify(STAGES) }

/** While their number stays the same all users send: none of those that were stopped before is lost. */
export function expectAllSend(seen: readonly Seen[]): void {
  let end = seen[0]?.at ?? 0
  for (const [seconds, users] of STAGES) {
    const start = end
    end += seconds
    if (seconds < 2) continue
    // A user more or less: k6 starts and stops them a moment before or after.
    expect(
      Math.abs(usersIn(seen, start + 0.2, end - 0.1).size - users),
      `${users} users`,
    ).toBeLessThanOrEqual(1)
  }
}
