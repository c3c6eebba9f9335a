import type { TokenSource } from '@countersign/core'
import { expect, it } from 'vitest'
import { NoToken } from '../../../src/commands/tokens/no-token.js'
import { createRefusals } from '../../../src/commands/tokens/refusals.js'

const source = { key: 'k', provider: 'p', origin: 'https://p.example' } as TokenSource

it('waits twice as long after each refusal, up to half a minute, and starts afresh after a token', () => {
  let now = 0
  const refusals = createRefusals(() => now)
  const waits: number[] = []
  for (let at = 0; at < 8; at++) {
    const { wait, until } = refusals.note(source, new Error('no'))
    waits.push(wait)
    if (wait > 0) {
      now = until - 0.1
      expect(() => refusals.check(source)).toThrowError(NoToken)
    }
    now = until
    expect(() => refusals.check(source)).not.toThrow()
  }
  expect(waits).toEqual([0, 1, 2, 4, 8, 16, 30, 30])
  expect(refusals.list()).toMatchObject([{ provider: 'p', reason: 'no' }])
  refusals.forget(source)
  expect([refusals.list(), refusals.note(source, new Error('no')).wait]).toEqual([[], 0])
})
