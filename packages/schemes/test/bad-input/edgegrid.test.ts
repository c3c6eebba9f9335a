import EdgeGrid from 'akamai-edgegrid'
import { expect } from 'vitest'
import { edgegrid } from '../../src/index.js'
import { signed } from '../sign.js'
import { badInput, get, HOSTS, NOW, post, saidOf, urlOf, withBody } from './inputs.js'

const provider = edgegrid({ id: 'akamai', hosts: HOSTS, headersToSign: ['X-A', 'X-B'] })
const plain = edgegrid({ id: 'akamai', hosts: HOSTS })
const settings = { clientToken: 'client-token', clientSecret: 'client-secret', accessToken: 'access-token' }
const PAGE = 'Akamai, "Authenticate with EdgeGrid"'

const parts = async (target: string, headers = {}) =>
  String((await signed(provider, settings, get(target, headers))).steps.dataToSign).split('\t')

/** The target is signed as it is sent, as npm akamai-edgegrid signs it. */
async function asTheirs(target: string) {
  expect((await parts(target))[3]).toBe(target)
  const { clientToken, clientSecret, accessToken } = settings
  const eg = new EdgeGrid(clientToken, clientSecret, accessToken, urlOf(''))
  eg.auth({ path: target, method: 'GET', headers: {} })
  const theirs = String(
    (eg as never as { request: { headers: { Authorization: string } } }).request.headers.Authorization,
  )
  const [, year, month, day, time, nonce = ''] =
    /timestamp=(\d{4})(\d\d)(\d\d)T([\d:]+)\+0000;nonce=([^;]+)/.exec(theirs) ?? []
  const now = Date.parse(`${year}-${month}-${day}T${time}Z`) / 1000
  expect((await signed(provider, settings, get(target), { now, nonce })).authorization).toBe(theirs)
}

badInput('EdgeGrid', {
  'a key of another kind': [
    `${PAGE}, signing key: the access token in place of the client secret is told apart`,
    async () =>
      expect(
        await saidOf(provider, settings, get('/'), {
          by: { ...settings, clientSecret: settings.accessToken },
        }),
      ).toContain('AKAMAI_ACCESS_TOKEN is the key'),
  ],
  'a clock far off': [
    `${PAGE}, timestamp: 30 seconds`,
    async () =>
      expect(await saidOf(provider, settings, get('/'), { at: NOW + 1000 })).toMatch(
        /timestamp: it is 1000 s .* older/,
      ),
  ],
  'a body that is changed after signing': [
    `${PAGE}, content hash of a POST`,
    async () =>
      expect(await saidOf(plain, settings, post('abc'), { change: withBody('abd') })).toMatch(
        /^not-verified: signature: /,
      ),
  ],
  'a header that is covered and missing': [
    `${PAGE}, canonicalized headers: it is left out`,
    async () => expect((await parts('/', { 'X-B': 'b  1' }))[4]).toBe('x-b:b 1'),
  ],
  'a repeated parameter': [`${PAGE}, relative URL: as it is sent`, () => asTheirs('/?a=2&a=1&a=1')],
  'an empty query value': [`${PAGE}, relative URL: as it is sent`, () => asTheirs('/?b&a=&')],
  '+ and %20': [`${PAGE}, relative URL: as it is sent`, () => asTheirs('/?a=x+y&b=x%20y')],
  'a path with //, .. and %2F': [
    `${PAGE}, relative URL: as it is sent`,
    async () => {
      expect((await parts('/a//b/../%2F'))[3]).toBe('/a//b/../%2F')
      // The library sends what it resolved.
      await asTheirs('/a//b/%2F')
    },
  ],
  'unicode in the query': [
    `${PAGE}, relative URL: as it is sent, percent-encoded`,
    async () => {
      expect((await parts('/?q=ü'))[3]).toBe('/?q=%C3%BC')
      await asTheirs('/?q=%C3%BC')
    },
  ],
  'unicode in a header': [
    `${PAGE}, canonicalized headers: it stays, and runs of spaces are one`,
    async () => expect((await parts('/', { 'X-B': ' Zoë   B ' }))[4]).toBe('x-b:Zoë B'),
  ],
})
