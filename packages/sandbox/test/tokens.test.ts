import { describe, expect, it } from 'vitest'
import { Tokens } from '../src/tokens.js'
import { times } from './client.js'

describe('tokens', () => {
  it('are forgotten some time after they expire', async () => {
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
    expect(() => tokens.use({}, '200099', {})).not.toThrow()
  })

  it('are one if only the newest counts', async () => {
    const tokens = new Tokens(times(), 300, 'newest')
    for (let n = 0; n < 10; n++) await tokens.issue({})
    expect(tokens.size).toBe(1)
  })
})
