import { describe, expect, test } from 'vitest'
import { portableNonce } from '../src/portable.js'
import { each, hosts } from './hosts.js'

describe.each([...each, ['a clock that stands still', { nonce: portableNonce({ now: () => 0 }) }] as const])(
  '%s',
  (_name, { nonce }) => {
    test.each([0, 1, 2, 31, 32, 33, 64, 65, 300, 9000])('%i hexadecimal digits', (digits) => {
      expect(nonce(digits)).toMatch(new RegExp(`^[0-9a-f]{${digits}}$`.replace('{9000}', '+')))
      expect(nonce(digits)).toHaveLength(digits)
    })

    test('20,000 nonces, each only once', () => {
      const nonces = Array.from({ length: 10_000 }, () => [nonce(32), nonce(64)]).flat()
      expect(new Set(nonces).size).toBe(20_000)
      expect(new Set(nonces.map((text) => text.slice(0, 32))).size).toBe(20_000)
    })

    test('every digit comes about as often as the others', () => {
      const counts = new Map<string, number>()
      for (const digit of Array.from({ length: 2000 }, () => nonce(32)).join('')) {
        counts.set(digit, (counts.get(digit) ?? 0) + 1)
      }
      // 64,000 digits, 4,000 of each; ten standard deviations are 612.
      for (const count of counts.values()) expect(Math.abs(count - 4000)).toBeLessThan(612)
      expect(counts.size).toBe(16)
    })
  },
)

test('two portable nonces with the same context and clock differ', () => {
  const options = { context: 'a', now: () => 1 }
  expect(portableNonce(options)(32)).not.toBe(portableNonce(options)(32))
})

describe.each(each)('%s', (_name, { random }) => {
  test('gives so many random bytes', () => {
    for (const length of [0, 1, 12, 32, 65_536]) expect(random(length)).toHaveLength(length)
    expect(random(32).join()).not.toBe(random(32).join())
    expect(random(1000).every((value) => value === 0)).toBe(false)
  })
})

test('WebCrypto gives more than one call of getRandomValues does', () => {
  const host = hosts.find(({ name }) => name === 'WebCrypto')
  const bytes = host?.random(200_000) ?? new Uint8Array(0)
  expect(bytes).toHaveLength(200_000)
  expect(bytes.subarray(-100).every((value) => value === 0)).toBe(false)
})

test('the clock is in seconds', () => {
  for (const { now } of hosts) expect(Math.abs(now() - Date.now() / 1000)).toBeLessThan(60)
})
