import { describe, expect, it } from 'vitest'
import { createSigner, defineProvider, type Provider } from '../src/index.js'
import { request, testHost } from './host.js'

const URL = 'https://api.acme.example/v1'
const SETTINGS: Record<string, string> = { ACME_KEY: 'a-secret-of-acme', OTHER_KEY: 'a-secret-of-other' }

/** A provider that is right, with a mistake in it. Its types forbid most of them, and JavaScript has none. */
function acme(changes: object = {}): Provider<{ key: string }> {
  return {
    id: 'acme',
    name: 'Acme',
    hosts: ['acme.example'],
    settings: [{ name: 'key', about: 'the key', required: true, secret: true, kind: 'text' }],
    setup: ({ key = '' }) => ({ key }),
    sign: ({ settings, host, request: { body } }) => ({
      headers: { 'X-Acme': host.hmac('SHA-256', settings.key, [body], 'hex') },
    }),
    ...changes,
  }
}

const signerOf = (...providers: Provider<{ key: string }>[]) =>
  createSigner({ providers, settings: (name) => SETTINGS[name], host: testHost() })

const code = (name: string) => expect.objectContaining({ name: 'CountersignError', code: name })

it('a provider without needs, examples and base URL signs', () => {
  const { patch } = signerOf(acme()).sign(request(URL))
  expect(patch.headers).toEqual([['X-Acme', expect.stringMatching(/^[0-9a-f]{64}$/)]])
})

describe('a patch that cannot be applied as it was meant is refused, and so is the request', () => {
  it.each<[string, unknown, RegExp]>([
    ['a misspelt key', { header: { 'X-A': '1' } }, /"header"/],
    ['a URL', { url: 'https://other.example/' }, /"url".*cannot be changed/],
    ['a method', { headers: { 'X-A': '1' }, method: 'PUT' }, /"method"/],
    ['a number as a value', { headers: { 'X-A': 5 } }, /"X-A".*not text/],
    ['nothing as a value', { headers: { 'X-A': undefined } }, /"X-A"/],
    ['a number in a pair', { headers: [['X-A', 5]] }, /pair/],
    ['a header as one text', { headers: ['X-A: 1'] }, /pair/],
    ['headers as a text', { headers: 'X-A: 1' }, /a string/],
    ['headers as a Map', { headers: new Map([['X-A', '1']]) }, /another kind/],
    ['headers as Headers', { headers: new Headers({ 'X-A': '1' }) }, /another kind/],
    ['a body as an object', { body: { a: 1 } }, /body/],
    ['a body that is not text', { body: '\ud800' }, /surrogate/],
    ['a query as an object', { query: { a: '1' } }, /query/],
    ['a query with a number', { query: [['a', 1]] }, /pair/],
    ['a query that is not encoded', { query: 'a=b c' }, /percent-encoded/],
    ['a query with a fragment', { query: 'a=1#b' }, /percent-encoded/],
    ['secrets as a text', { headers: { 'X-A': '1' }, secrets: 'X-A' }, /secrets/],
    ['a promise', Promise.resolve({ headers: { 'X-A': '1' } }), /promise.*prepare/],
    ['nothing', undefined, /nothing/],
    ['null', null, /nothing/],
    ['a list', [['X-A', '1']], /a list/],
    ['an empty patch', {}, /unsigned.*asIs/],
    ['no header', { headers: [] }, /unsigned/],
    ['only secrets', { secrets: ['X-A'] }, /unsigned/],
  ])('%s', async (_what, patch, says) => {
    const wrong = acme({ sign: () => patch })
    expect(() => signerOf(wrong).sign(request(URL))).toThrowError(code('invalid-patch'))
    await expect(signerOf(wrong).apply(request(URL))).rejects.toThrowError(says)
    const prepared = acme({ sign: undefined, prepare: async () => patch })
    if (!(patch instanceof Promise))
      await expect(signerOf(prepared).apply(request(URL))).rejects.toThrowError(code('invalid-patch'))
  })

  it('a prepare that is not asynchronous', async () => {
    const wrong = acme({ sign: undefined, prepare: () => ({ headers: { 'X-A': '1' } }) })
    await expect(signerOf(wrong).apply(request(URL))).rejects.toThrowError(/no promise/)
  })

  it.each(['setup', 'needs'])('an async %s', (name) => {
    const signer = signerOf(acme({ [name]: async () => ({}) }))
    expect(() => signer.needs(request(URL))).toThrowError(code('invalid-provider'))
    expect(() => signer.needs(request(URL))).toThrowError(new RegExp(`${name} gave a promise`))
  })

  it('a provider without sign that needs nothing to be waited for', async () => {
    const needs = (more: object) => () => ({ body: false, waits: false, how: 'nothing', ...more })
    const silent = (more: object) => acme({ sign: undefined, prepare: async () => ({}), needs: needs(more) })
    await expect(signerOf(silent({})).apply(request(URL))).rejects.toThrowError(/unsigned/)
    const signed = await signerOf(silent({ asIs: 'it is public' })).apply(request(URL))
    expect(signed).toMatchObject({ provider: { id: 'acme' }, patch: {} })
  })

  it('an unknown hash', () => {
    const wrong = acme({
      sign: ({ host }: { host: ReturnType<typeof testHost> }) => ({
        headers: { 'X-A': host.hash('SHA-3' as 'SHA-1', [''], 'hex') },
      }),
    })
    expect(() => signerOf(wrong).sign(request(URL))).toThrow()
  })
})

describe('a provider that is not written as it has to be is refused when the signer is made', () => {
  it.each<[string, object, RegExp]>([
    ['neither sign nor prepare', { sign: undefined }, /neither sign nor prepare/],
    ['a misspelt key', { signs: () => ({}) }, /"signs" is not known/],
    ['no id', { id: '' }, /id/],
    ['an id in capitals', { id: 'Acme' }, /lower-case/],
    ['a host with a scheme', { hosts: ['https://acme.example'] }, /"https:\/\/acme.example"/],
    ['a host in capitals', { hosts: ['API.acme.example'] }, /"API/],
    ['a host with a port', { hosts: ['acme.example:8443'] }, /:8443/],
    ['a host with a wildcard', { hosts: ['*.acme.example'] }, /\*/],
    ['a host with a path', { hosts: ['acme.example/v1'] }, /v1/],
    ['a host with a dot at its end', { hosts: ['acme.example.'] }, /acme/],
    ['a bare top level', { hosts: ['example'] }, /"example"/],
    ['hosts as a text', { hosts: 'acme.example' }, /list/],
    ['a path without a slash', { paths: ['v1'] }, /"v1"/],
    ['no path', { paths: [] }, /paths/],
    ['a setting without a kind', { settings: [{ name: 'key', secret: true }] }, /"key" must have a kind/],
    ['a setting that may be secret', { settings: [{ name: 'key', kind: 'text' }] }, /secret: true or false/],
    ['a setting twice', { settings: [...acme().settings, ...acme().settings] }, /twice/],
    ['a sign that is not a function', { sign: 'HMAC' }, /sign must be a function/],
    ['an unknown capability', { uses: ['network'] }, /uses/],
    ['an unknown place', { written: { now: 'X-Time' } }, /written/],
  ])('%s', (_what, changes, says) => {
    const wrong = acme(changes)
    expect(() => signerOf(wrong)).toThrowError(code('invalid-provider'))
    expect(() => signerOf(wrong)).toThrowError(says)
    expect(() => defineProvider(wrong)).toThrowError(says)
  })

  it('two of one id, whose secrets would be mixed up', () => {
    expect(() => signerOf(acme(), acme({ hosts: ['other.example'] }))).toThrowError(/id "acme"/)
    expect(() => signerOf(acme(), acme({ id: 'other', hosts: ['other.example'] }))).not.toThrow()
  })

  it('two whose settings have one name, for the same reason', () => {
    const [one, other] = [acme({ id: 'my-api' }), acme({ id: 'my_api', hosts: ['other.example'] })]
    expect(() => signerOf(one, other)).toThrowError(/"my-api" and "my_api" both have the setting MY_API_/)
    const [key] = acme().settings
    const longer = acme({ id: 'acme-private', settings: [{ ...key, name: 'key' }] })
    const named = acme({ settings: [{ ...key, name: 'privateKey' }] })
    expect(() => signerOf(named, longer)).toThrowError(/ACME_PRIVATE_KEY/)
  })

  it('and a right one is given back as it is', () => {
    const right = acme({
      written: { now: { header: 'X-Time' }, nonce: { query: 'n', as: 'n-(.+)' }, maxAge: 300 },
    })
    expect(defineProvider(right)).toBe(right)
  })
})
