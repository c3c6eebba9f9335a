import { describe, expect, it } from 'vitest'
import { createSigner, type Provider } from '../src/index.js'
import { request, testHost } from './host.js'

const provider = (id: string, paths?: string[]): Provider<object> => ({
  id,
  name: id,
  hosts: ['api.acme.example'],
  ...(paths && { paths }),
  settings: [{ name: 'key', about: 'the key', required: true, secret: true, kind: 'text' }],
  setup: () => ({}),
  sign: () => ({ headers: { 'X-By': id } }),
})

function actor(path: string, providers: Provider<object>[], unset: string[] = []): string {
  const settings = (name: string) => (name.endsWith('_KEY') && !unset.includes(name) ? 'a-secret' : undefined)
  const signer = createSigner({ providers, settings, host: testHost() })
  return signer.sign(request(`https://api.acme.example${path}`)).provider?.id ?? 'nobody'
}

const settingsOf = (name: string) => (name === 'ONE_KEY' ? 'a-secret' : undefined)

const RISK = provider('risk', ['/risk'])
const SCORES = provider('scores', ['/risk/scores'])
const REST = provider('rest')

describe('two providers on one host', () => {
  it.each([
    ['/risk', 'risk'],
    ['/risk/', 'risk'],
    ['/risk/x', 'risk'],
    ['/risk?x=/risk/scores', 'risk'],
    ['/risk/scores', 'scores'],
    ['/risk/scores/1', 'scores'],
    ['/risk/scoresheet', 'risk'],
    ['/riskier', 'rest'],
    ['/', 'rest'],
  ])('%s is held by %s', (path, id) => {
    expect(actor(path, [REST, RISK, SCORES])).toBe(id)
  })

  it('a path that nobody holds is refused, naming those that somebody does', () => {
    const run = () => actor('/riskk/x', [RISK, SCORES])
    expect(run).toThrowError(expect.objectContaining({ code: 'unclaimed-path' }))
    expect(run).toThrowError(/\/riskk\/x.*\/risk.*\/risk\/scores/)
  })

  it('unless no provider of that host has settings, or one without settings holds it', () => {
    expect(actor('/riskk', [RISK], ['RISK_KEY'])).toBe('nobody')
    expect(actor('/risk/scores', [provider('other', ['/other']), SCORES], ['SCORES_KEY'])).toBe('nobody')
  })

  it('two that hold the same path are ambiguous', () => {
    expect(() => actor('/risk/x', [RISK, provider('same', ['/risk'])])).toThrowError(/risk and same/)
  })
})

describe('a query of a patch', () => {
  const signed = (url: string, query: unknown) => {
    const one = { ...provider('one'), sign: () => ({ query }) } as Provider<object>
    const signer = createSigner({ providers: [one], settings: settingsOf, host: testHost() })
    const signedRequest = signer.sign(request(url))
    expect(signedRequest.patch.url).toBe(signedRequest.request.url)
    return signedRequest.request.url
  }

  it.each([
    ['https://api.acme.example', [['a', '1']], 'https://api.acme.example?a=1'],
    [
      'https://api.acme.example/x?b=%20',
      [['a b', "é&=/+*'"]],
      'https://api.acme.example/x?b=%20&a%20b=%C3%A9%26%3D%2F%2B%2A%27',
    ],
    ['https://api.acme.example/x?#top', [['a', '']], 'https://api.acme.example/x?a=#top'],
    ['https://api.acme.example/x?a=1#?b', 'c=%2f', 'https://api.acme.example/x?a=1&c=%2f#?b'],
  ])('%s', (url, query, expected) => {
    expect(signed(url, query)).toBe(expected)
  })

  it('is seen by sign if it comes from prepare', async () => {
    const seen: string[] = []
    const one: Provider<object> = {
      ...provider('one'),
      prepare: async () => ({ query: [['time', '1']] }),
      sign: ({ url, request: { url: text } }) => {
        seen.push(url.query, url.authority, text)
        return { headers: { 'X-A': '1' } }
      },
    }
    const signer = createSigner({ providers: [one], settings: settingsOf, host: testHost() })
    await signer.apply(request('https://api.acme.example:8443/x?b=2'))
    expect(seen).toEqual([
      'b=2&time=1',
      'api.acme.example:8443',
      'https://api.acme.example:8443/x?b=2&time=1',
    ])
  })
})
