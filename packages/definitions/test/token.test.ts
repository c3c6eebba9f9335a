import { createSigner, fromObject, memoryTokens, type Request } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { describe, expect, it } from 'vitest'
import { definedProvider, readDefinition } from '../src/index.js'

const NOW = 1700000000
const API = { method: 'GET', url: 'https://api.acme.com/v1/things' }

const definition = (token: string, more = '') => `
id: acme
hosts: [acme.com]
settings:
  clientId: the client
  clientSecret: { about: the secret, secret: true }
token:
  url: "{scheme}://{authority}/token"
  value: access_token
${token.replace(/^/gm, '  ')}
${more}`

/** A signer over a server that responds with these, and what it was asked. */
function signerOf(text: string, responses: readonly object[]) {
  const asked: Request[] = []
  const send = async (request: Request) => {
    asked.push(request)
    const response = responses[Math.min(asked.length, responses.length) - 1]
    return { status: 200, headers: [], body: JSON.stringify(response) }
  }
  const provider = definedProvider(readDefinition(text, 'acme.yaml'))
  let now = NOW
  const host = { ...nodeHost(), now: () => now, send, tokens: memoryTokens({ now: () => now }) }
  const settings = fromObject(provider, { clientId: 'client', clientSecret: 'a secret/of+mine' })
  const signer = createSigner({ providers: [provider], settings, host })
  const later = (seconds: number) => {
    now += seconds
  }
  return { signer, asked, provider, later }
}

const bearer = (token: string) => [['Authorization', `Bearer ${token}`]]

describe('a token that is requested first', () => {
  it('by a form, until it expires', async () => {
    const form =
      'form: { grant_type: client_credentials, client_id: "{clientId}", client_secret: "{clientSecret}" }\nexpires: expires_in'
    const { signer, asked, later } = signerOf(definition(form), [
      { access_token: 'one', expires_in: 3600 },
      { access_token: 'two', expires_in: 3600 },
    ])
    expect((await signer.apply(API)).request.headers).toEqual(bearer('one'))
    expect((await signer.apply(API)).request.headers).toEqual(bearer('one'))
    expect(asked).toEqual([
      {
        method: 'POST',
        url: 'https://api.acme.com/token',
        headers: [
          ['Content-Type', 'application/x-www-form-urlencoded'],
          ['Accept', 'application/json'],
        ],
        body: 'grant_type=client_credentials&client_id=client&client_secret=a%20secret%2Fof%2Bmine',
      },
    ])
    later(3590)
    expect((await signer.apply(API)).request.headers).toEqual(bearer('two'))
  })

  it('by JSON, found by a path, once for each request', async () => {
    const json =
      'json: { client: { id: "{clientId}", "quoted": "a\\"{clientSecret}" }, scopes: ["read", 5, true] }\nuse: once'
    const text = definition(json).replace('value: access_token', 'value: data.0.token')
    const { signer, asked } = signerOf(text, [{ data: [{ token: 'one' }] }, { data: [{ token: 'two' }] }])
    expect((await signer.apply(API)).request.headers).toEqual(bearer('one'))
    expect((await signer.apply(API)).request.headers).toEqual(bearer('two'))
    expect(JSON.parse(String(asked[0]?.body))).toEqual({
      client: { id: 'client', quoted: 'a"a secret/of+mine' },
      scopes: ['read', 5, true],
    })
  })

  it('signed by steps of its own, which the request itself does not take', async () => {
    const text = definition(
      'headers: { X-Time: "{time}", X-Sign: "{sign}" }\nlifetime: 60',
      'steps:\n  time: seconds()\n  sign: hex(hmac-sha256(clientSecret, time, authority))\n  out: sha256(token)\nsend:\n  headers: { X-Out: "{hex(out)}" }',
    )
    const { signer, asked, provider } = signerOf(text, [{ access_token: 'one' }])
    const { request } = await signer.apply(API)
    expect(request.headers).toEqual([
      ['X-Out', '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed'],
    ])
    expect(asked[0]?.headers).toContainEqual(['X-Time', String(NOW)])
    expect(provider.settings.map(({ name, forTokens }) => [name, forTokens])).toEqual([
      ['clientId', undefined],
      ['clientSecret', true],
    ])
  })

  it.each([
    ['seconds from now', 60, NOW + 60],
    ['seconds since 1970', NOW + 60, NOW + 60],
    ['milliseconds', (NOW + 60) * 1000, NOW + 60],
    ['a date', '2023-11-14T22:14:20Z', NOW + 60],
  ])('its end in %s', async (_, expires, end) => {
    const { signer, asked, later } = signerOf(definition('expires: end'), [
      { access_token: 'one', end: expires },
    ])
    await signer.apply(API)
    later(end - NOW - 31)
    await signer.apply(API)
    expect(asked).toHaveLength(1)
    later(32)
    await signer.apply(API).catch(() => {})
    expect(asked).toHaveLength(2)
  })

  it('is not requested if a request brings its own, or requests it itself', async () => {
    const { signer, asked } = signerOf(
      definition('expires: expires_in\nheaders: { X-Client: "{clientId}" }'),
      [],
    )
    const brought = await signer.apply({ ...API, headers: bearer('mine') as never })
    expect(brought.request.headers).toEqual(bearer('mine'))
    const itself = await signer.apply({ method: 'POST', url: 'https://api.acme.com/token' })
    expect(itself.request.headers).toEqual([
      ['X-Client', 'client'],
      ['Accept', 'application/json'],
    ])
    expect(asked).toEqual([])
  })

  it.each([
    [
      'another host',
      definition('lifetime: 5').replace('{scheme}://{authority}', 'https://example.org'),
      /acme\.yaml:8: token url: it is at a host that is not among hosts/,
    ],
    [
      'no text at its path',
      definition('lifetime: 5').replace('value: access_token', 'value: token'),
      /gave no text in "token"/,
    ],
  ])('%s is refused', async (_, text, message) => {
    const { signer } = signerOf(text, [{ access_token: 'one' }])
    await expect(signer.apply(API)).rejects.toThrow(message)
  })

  it.each([
    [
      'a body',
      definition('lifetime: 5\nheaders: { X: "{hex(sha256(body))}" }'),
      /acme\.yaml:11: token header X: "body" is not known where a token is requested/,
    ],
    ['no end', definition(''), /acme\.yaml:7: token: it does not say when a token ends/],
    [
      'a form and JSON',
      definition('lifetime: 5\nform: { a: b }\njson: { a: b }'),
      /token: it has a form and JSON/,
    ],
    [
      'a secret in the URL',
      definition('lifetime: 5').replace('/token"', '/{clientSecret}"'),
      /acme\.yaml:8: token url: it shows a secret/,
    ],
    [
      'a token that nothing uses',
      definition('lifetime: 5', 'send: { headers: { X-A: "{clientId}" } }'),
      /token: nothing uses \{token\}/,
    ],
  ])('%s is refused when it is read', (_, text, message) => {
    expect(() => readDefinition(text, 'acme.yaml')).toThrow(message)
  })
})
