import { expect, it } from 'vitest'
import { wireUrl } from '../src/url.js'

it('a URL: with a scheme, encoded once, without its fragment', () => {
  expect(wireUrl(' example.com/é b?q=ü x#y ')).toBe('http://example.com/%C3%A9%20b?q=%C3%BC%20x')
  expect(wireUrl('https://example.com/%2F%zz?a=%20+')).toBe('https://example.com/%2F%zz?a=%20+')
  expect(wireUrl('https://example.com?a#b')).toBe('https://example.com/?a')
  expect(wireUrl("HTTPS://e.com/it's?it's")).toBe("HTTPS://e.com/it's?it%27s")
})
