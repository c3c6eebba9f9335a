import { describe, expect, it } from 'vitest'
import { createSigner, type HeadersInput, providers } from '../src/index.js'
import { INQUD, settingsFrom, testHost } from './host.js'

const signer = createSigner({ providers, settings: settingsFrom(INQUD), host: testHost() })
const url = 'https://api.inqud.com/v1'

describe('headers as people have them', () => {
  it.each<[string, HeadersInput]>([
    ['an object', { 'X-One': '1', 'X-Two': '2' }],
    [
      'Headers',
      new Headers([
        ['x-one', '1'],
        ['x-two', '2'],
      ]),
    ],
    [
      'a Map',
      new Map([
        ['X-One', '1'],
        ['X-Two', '2'],
      ]),
    ],
    [
      'pairs',
      [
        ['X-One', '1'],
        ['X-Two', '2'],
      ],
    ],
  ])('%s', (_what, headers) => {
    const { request } = signer.sign({ method: 'GET', url, headers })
    expect(request.headers.map(([name, value]) => `${name.toLowerCase()}=${value}`)).toEqual(
      expect.arrayContaining(['x-one=1', 'x-two=2']),
    )
  })

  it.each<[string, unknown]>([
    ['a text', 'X-One: 1'],
    ['a number', 5],
    ['a flat list', ['X-One', '1']],
    ['a value that is not text', { 'X-One': 1 }],
    ['a Map with a value that is not text', new Map([['X-One', 1]])],
  ])('%s is refused', (_what, headers) => {
    const wrong = { method: 'GET', url, headers: headers as HeadersInput }
    expect(() => signer.sign(wrong)).toThrowError(expect.objectContaining({ code: 'invalid-header' }))
    expect(() => signer.needs(wrong)).toThrowError(expect.objectContaining({ code: 'invalid-header' }))
  })
})

it.each([undefined, null, ''])('a body of %j is no body', (body) => {
  expect(signer.sign({ method: 'GET', url, body }).request).not.toHaveProperty('body')
})

it.each([{ a: 1 }, new ArrayBuffer(1), new URLSearchParams('a=1'), 5])(
  'a body of another kind is refused',
  (body) => {
    const wrong = { method: 'POST', url, body: body as unknown as string }
    expect(() => signer.sign(wrong)).toThrowError(expect.objectContaining({ code: 'invalid-body' }))
  },
)

it('the result goes into fetch as it is', () => {
  for (const method of ['GET', 'POST']) {
    const { request } = signer.sign({ method, url, ...(method === 'POST' && { body: '{}' }) })
    const fetched = new Request(request.url, request)
    expect(fetched.headers.get('x-hmac-sha256-signature')).toMatch(/^[0-9a-f]{64}$/)
    expect(fetched.method).toBe(method)
  }
})
