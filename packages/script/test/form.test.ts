import { expect, it } from 'vitest'
import { rfc3986Form } from '../src/form.js'

it('a form: one name, one place; integers first, as an object has them', () => {
  const rows = [
    { key: 'b', value: '1' },
    { key: 'a', value: ' ' },
    { key: 'b', value: "'" },
    { key: '7', value: '' },
  ]
  expect(rfc3986Form(rows)).toBe('7=&b=1&b=%27&a=%20')
  expect(() => rfc3986Form([{ key: 'a', value: '\ud800' }])).toThrowError(/surrogate/)
})
