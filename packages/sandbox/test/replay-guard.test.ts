import { describe, expect, it } from 'vitest'
import { Seen } from '../src/replay-guard.js'
import { Tokens } from '../src/tokens.js'
import { times } from './client.js'

describe('values that were seen', () => {
  it('are known until their end, and no longer', () => {
    const now = { at: 1000 }
    const seen = new Seen(() => now.at)
    expect(seen.isNew('early', 1005)).toBe(true)
    expect(seen.isNew('late', 1020)).toBe(true)
    expect(seen.isNew('between', 1010)).toBe(true)
    for (const [at, size] of [
      [1004.9, 3],
      [1005, 2],
      [1009.9, 2],
      [1010, 1],
      [1019.9, 1],
      [1020, 0],
    ] as const) {
      now.at = at
      expect(seen.size).toBe(size)
    }
    expect(seen.isNew('late', 1040)).toBe(true)
  })

  it('do not pile up', () => {
    const now = { at: 0 }
    const seen = new Seen(() => now.at)
    for (let n = 0; n < 20_000; n++) {
      now.at = n / 10
      expect(seen.isNew(`v${n}`, now.at + 10)).toBe(true)
      if (n > 50) expect(seen.isNew(`v${n - 50}`, now.at + 10)).toBe(false)
      expect(seen.size).toBeLessThanOrEqual(110)
    }
  })

  it('are bounded in number, and the oldest are given up', () => {
    for (const clock of [() => 0, Object.assign(() => step.at++, {})]) {
      const seen = new Seen(clock, 100)
      for (let n = 0; n < 5000; n++) seen.isNew(String(n), clock() + 1e9)
      expect(seen.size).toBeLessThanOrEqual(100)
      expect(seen.isNew('4999', 1e9)).toBe(false)
      expect(seen.isNew('0', 1e9)).toBe(true)
    }
  })

  const step = { at: 0 }

  it('survive a clock that is set back', () => {
    const now = { at: 1000 }
    const seen = new Seen(() => now.at)
    seen.isNew('a', 1010)
    now.at = 500
    expect(seen.isNew('a', 1010)).toBe(false)
    now.at = 2_000_000_000
    expect(seen.size).toBe(0)
  })
})

describe('tokens', () => {
  it('are forgotten some time after their end', async () => {
    const now = { at: 0 }
    const tokens = new Tokens(times({ clock: () => now.at }), 1800, 'many')
    for (let n = 0; n < 10_000; n++) {
      now.at = n * 10
      await tokens.issue({})
      expect(tokens.size).toBeLessThanOrEqual(541)
    }
  })

  it('are bounded in number', async () => {
    const tokens = new Tokens(times(), 1800, 'once')
    for (let n = 0; n < 200_100; n++) await tokens.issue({}, () => String(n))
    expect(tokens.size).toBeLessThanOrEqual(200_000)
    expect(() => tokens.use('200099', {})).not.toThrow()
  })

  it('are one, where only the newest counts', async () => {
    const tokens = new Tokens(times(), 300, 'newest')
    for (let n = 0; n < 10; n++) await tokens.issue({})
    expect(tokens.size).toBe(1)
  })
})
