import { afterEach, expect, it, vi } from 'vitest'
import { checkRuntime } from '../../../src/runtime/stock/check-runtime.js'

afterEach(() => vi.unstubAllGlobals())

it('says nothing if all is there', () => {
  expect(checkRuntime).not.toThrow()
})

it.each([
  ['crypto', 'it has no global WebCrypto. Update k6.'],
  ['setTimeout', 'it has no setTimeout. Update k6.'],
])('an older k6, without %s, is refused with what to do', (name, words) => {
  vi.stubGlobal(name, undefined)
  expect(checkRuntime).toThrow(`Countersign needs k6 1.8 or newer, and this one is older: ${words}`)
})
