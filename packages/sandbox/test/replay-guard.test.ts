import { describe, expect, it } from 'vitest'
import { ReplayGuard } from '../src/replay-guard.js'

describe('remembered values', () => {
  it('are known until their end, and no longer', () => {
    const now = { at: 1000 }
    const guard = new ReplayGuard(() => now.at)
    expect(guard.isNew('early', 1005)).toBe(true)
    expect(guard.isNew('late', 1020)).toBe(true)
    expect(guard.isNew('between', 1010)).toBe(true)
    for (const [at, size] of [
      [1004.9, 3],
      [1005, 2],
      [1009.9, 2],
      [1010, 1],
      [1019.9, 1],
      [1020, 0],
    ] as const) {
      now.at = at
      expect(guard.size).toBe(size)
    }
    expect(guard.isNew('late', 1040)).toBe(true)
  })

  it('do not pile up', () => {
    const now = { at: 0 }
    const guard = new ReplayGuard(() => now.at)
    for (let n = 0; n < 20_000; n++) {
      now.at = n / 10
      expect(guard.isNew(`v${n}`, now.at + 10)).toBe(true)
      if (n > 50) expect(guard.isNew(`v${n - 50}`, now.at + 10)).toBe(false)
      expect(guard.size).toBeLessThanOrEqual(110)
    }
  })

  it('are bounded in number, and the oldest are given up', () => {
    for (const clock of [() => 0, Object.assign(() => step.at++, {})]) {
      const guard = new ReplayGuard(clock, 100)
      for (let n = 0; n < 5000; n++) guard.isNew(String(n), clock() + 1e9)
      expect(guard.size).toBeLessThanOrEqual(100)
      expect(guard.isNew('4999', 1e9)).toBe(false)
      expect(guard.isNew('0', 1e9)).toBe(true)
    }
  })

  const step = { at: 0 }

  it('survive a clock that is set back', () => {
    const now = { at: 1000 }
    const guard = new ReplayGuard(() => now.at)
    guard.isNew('a', 1010)
    now.at = 500
    expect(guard.isNew('a', 1010)).toBe(false)
    now.at = 2_000_000_000
    expect(guard.size).toBe(0)
  })
})
