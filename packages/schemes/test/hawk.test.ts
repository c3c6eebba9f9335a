import Hawk from 'hawk'
import { describe, expect, it } from 'vitest'
import { hawk } from '../src/hawk.js'
import { signed } from './sign.js'

const provider = hawk({ id: 'things', hosts: ['example.com'] })
const settings = { id: 'dh37fgj492je', key: 'werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn' }

/** What npm hawk's server says of a signed request; it takes the payload if its hash is right. */
async function authenticate(
  { method, url, headers }: { method: string; url: string; headers: readonly (readonly [string, string])[] },
  {
    payload,
    algorithm = 'sha256',
    at = 0,
  }: { payload?: string; algorithm?: 'sha1' | 'sha256'; at?: number } = {},
) {
  const [, host = '', target = ''] = /^https:\/\/([^/]+)(.*)$/.exec(url) ?? []
  const sent = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
  const request = { method, url: encodeURI(target).replace(/%25/g, '%'), headers: { host, ...sent } }
  return Hawk.server.authenticate(request, () => ({ ...settings, algorithm, user: 'x' }), {
    ...(payload !== undefined && { payload }),
    localtimeOffsetMsec: at,
    port: 443,
    host: host.split(':')[0],
  })
}

const get = { method: 'GET', url: 'https://example.com/resource/1?b=1&a=2' }
const post = {
  method: 'POST',
  url: 'https://example.com/resource?b=1',
  headers: { 'Content-Type': 'Application/JSON; charset=utf-8' },
  body: '{"name":"Zoë"}',
}

describe('npm hawk takes', () => {
  it.each([
    ['a GET', get, settings, {}],
    ['SHA-1', get, { ...settings, algorithm: 'sha1' }, { algorithm: 'sha1' as const }],
    ['ext', get, { ...settings, ext: 'some-app-ext-data' }, {}],
    ['app and dlg', get, { ...settings, app: 'my-app', dlg: 'other' }, {}],
    ['a body', post, settings, { payload: post.body }],
    ['an empty query', { ...get, url: 'https://example.com/x?' }, settings, {}],
    [
      'a repeated parameter, an empty value, + and %20',
      { ...get, url: 'https://example.com/a?b=1&b=&c=a+b%20c' },
      settings,
      {},
    ],
    ['//, .. and %2F in a path', { ...get, url: 'https://example.com//a/b%2Fc' }, settings, {}],
    ['unicode in the query', { ...get, url: 'https://example.com/?q=ü' }, settings, {}],
  ])('%s', async (_name, request, own, options) => {
    const { request: sent } = await signed(provider, own, request)
    await expect(authenticate(sent, options)).resolves.toMatchObject({ artifacts: { id: settings.id } })
  })
})

describe('npm hawk refuses', () => {
  it('a body that is changed after signing (Payload Validation)', async () => {
    const { request } = await signed(provider, settings, post)
    await expect(authenticate(request, { payload: 'other' })).rejects.toThrow('Bad payload hash')
  })
  it('a clock far off, which the next request sets right by the server’s signed time', async () => {
    const past = { now: Date.now() / 1000 - 3600 }
    const { request, signer } = await signed(provider, settings, get, past)
    const error = await authenticate(request).catch((thrown) => thrown)
    expect(error.message).toBe('Stale timestamp')
    const challenge = error.output.headers['WWW-Authenticate']
    const first = await signer.apply(get)
    expect(
      signer.noteStatus(first, 401, [['WWW-Authenticate', challenge.replace(/tsm="[^"]*"/, 'tsm="forged"')]]),
    ).toBe(false)
    expect(signer.noteStatus(first, 401, [['WWW-Authenticate', challenge]])).toBe(true)
    await expect(authenticate((await signer.apply(get)).request)).resolves.toBeTruthy()
  })
})

it('Hawk: an attribute with a quote is refused when the settings are read', async () => {
  await expect(signed(provider, { ...settings, ext: 'a"b' }, get)).rejects.toThrow(
    /THINGS_EXT holds a character/,
  )
})
