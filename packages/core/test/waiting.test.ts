import { describe, expect, it } from 'vitest'
import { type Waiting, wait, withoutPromises, withPromises } from '../src/index.js'

function* sum(now?: () => number): Waiting<number> {
  const first = yield* wait(async () => 1, now)
  return first + (yield* wait(async () => 2, now))
}

function* guarded(now: () => never): Waiting<string> {
  try {
    return yield* wait(async () => now(), now)
  } catch (thrown) {
    return `caught ${(thrown as Error).message}`
  }
}

const cannot = () => new Error('needs a promise')
const failing = (): never => {
  throw new Error('the reason')
}

describe('work that may have to wait', () => {
  it('runs with promises and without them', async () => {
    expect(await withPromises(sum())).toBe(3)
    expect(
      withoutPromises(
        sum(() => 5),
        cannot,
      ),
    ).toBe(10)
  })

  it('catches what it waits for', async () => {
    expect(await withPromises(guarded(failing))).toBe('caught the reason')
    expect(withoutPromises(guarded(failing), cannot)).toBe('caught the reason')
  })

  it('does not run without promises on a host that needs one', () => {
    expect(() => withoutPromises(sum(), cannot)).toThrowError('needs a promise')
  })
})
