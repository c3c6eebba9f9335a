import { describe, expect, it } from 'vitest'
import { LISTS, numberAt, partsOf, type Rest, unpacked } from '../src/store/rest.js'

const REST: Rest = {
  provider: 'inqud',
  origin: 'http://127.0.0.1:1',
  method: 'POST',
  target: '/v1?q=ü',
  headers: ['Host', '127.0.0.1', 'X-Empty', ''],
  checks: [{ name: 'tokenId', holds: true }],
  steps: [
    { name: 'nonce', sent: 'abc' },
    { name: 'bodyHash', computed: '' },
    { name: 'exp', allowed: 'later than 5', sent: '6' },
    { name: 'signature', computed: 'x', sent: 'y' },
  ],
  check: undefined,
  notes: ['fragile'],
  faults: [
    { text: 'the response waits 3 s', refused: false },
    { text: 'the clock is ahead', refused: true },
  ],
  responseHeaders: [['content-type', 'application/json']],
}

describe('what is kept of a request besides its bodies', () => {
  it.each<[string, Partial<Rest>]>([
    ['all of it', { check: 'nonce' }],
    ['nothing', { headers: [], checks: [], steps: [], notes: [], faults: [], responseHeaders: [] }],
    ['a check that failed', { checks: [{ name: 'a', holds: false, message: 'm', expected: 'e', got: 'g' }] }],
    ['a step with control characters', { steps: [{ name: 'canonical', computed: 'a\u0000b\n\u{1f600}' }] }],
  ])('comes back as it was: %s', (_what, change) => {
    const rest = { ...REST, ...change }
    const parts = partsOf(rest)
    const numbers = Array.from({ length: LISTS + parts.texts.length }, (_one, n) => numberAt(parts, n))
    expect(unpacked(numbers, parts.texts.join(''))).toEqual(rest)
  })
})
