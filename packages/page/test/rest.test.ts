import { describe, expect, it } from 'vitest'
import { packed, type Rest, unpacked } from '../src/store/rest.js'

const REST: Rest = {
  headers: ['Host', '127.0.0.1', 'X-Empty', ''],
  checks: [{ name: 'tokenId', holds: true }],
  steps: [
    { name: 'nonce', sent: 'abc' },
    { name: 'bodyHash', computed: '' },
    { name: 'signature', computed: 'x', sent: 'y' },
  ],
  responseHeaders: [['content-type', 'application/json']],
}

describe('what is kept of a request besides its bodies', () => {
  it.each<[string, Partial<Rest>]>([
    ['all of it', {}],
    ['nothing', { headers: [], checks: [], steps: [], responseHeaders: [] }],
    ['a check that failed', { checks: [{ name: 'a', holds: false, message: 'm', expected: 'e', got: 'g' }] }],
    ['a step with control characters', { steps: [{ name: 'canonical', computed: 'a\u0000b\u0001c\u0002' }] }],
    ['a step that is one of the marks', { steps: [{ name: 'x', sent: '\u0002' }] }],
  ])('comes back as it was: %s', (_what, change) => {
    const rest = { ...REST, ...change }
    expect(unpacked(packed(rest))).toEqual(rest)
  })
})
