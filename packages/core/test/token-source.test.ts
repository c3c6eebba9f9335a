import { expect, it } from 'vitest'
import { obtainToken, type Response, type TokenSource, withoutPromises, withPromises } from '../src/index.js'
import { request, testHost } from './host.js'

const TOKEN = { value: 't-1', expiresAt: 1_535_617_999 }
const URL = 'https://api.acme.example/token'

const source = (changes: Partial<TokenSource>): TokenSource => ({
  provider: 'acme',
  origin: 'https://api.acme.example',
  key: 'acme',
  use: 'once',
  refreshBefore: 0,
  requestAsync: async () => request(URL),
  read: () => TOKEN,
  ...changes,
})

function counting() {
  const sent: string[] = []
  const send = async ({ url }: { url: string }): Promise<Response> => {
    sent.push(url)
    return { status: 200, headers: [], body: '' }
  }
  return { sent, host: testHost({ send }) }
}

it('a token request that is signed with a promise', async () => {
  const { host, sent } = counting()
  expect(await withPromises(obtainToken(source({}), host))).toBe(TOKEN)
  expect(sent).toEqual([URL])
})

it('is refused if nothing can be waited for', () => {
  const cannot = () => new Error('cannot wait')
  expect(() => withoutPromises(obtainToken(source({}), testHost()), cannot)).toThrowError('cannot wait')
})

it('read may ask for one more try, and for no more than one', async () => {
  const once = counting()
  let asked = 0
  const second = source({ read: () => (asked++ === 0 ? 'again' : TOKEN) })
  expect(await withPromises(obtainToken(second, once.host))).toBe(TOKEN)
  expect(once.sent).toHaveLength(2)
  const ever = counting()
  await expect(withPromises(obtainToken(source({ read: () => 'again' }), ever.host))).rejects.toThrowError(
    expect.objectContaining({ code: 'token-request-failed', provider: 'acme' }),
  )
  expect(ever.sent).toHaveLength(2)
})

it('a source without a request is refused', async () => {
  const { requestAsync: _none, ...wrong } = source({})
  await expect(withPromises(obtainToken(wrong, testHost()))).rejects.toThrowError(
    /neither request nor requestAsync/,
  )
})
