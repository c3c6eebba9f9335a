import { createHash } from 'node:crypto'
import EdgeGrid from 'akamai-edgegrid'
import { describe, expect, it } from 'vitest'
import { edgegrid } from '../src/edgegrid.js'
// Apache-2.0, from the tests of npm akamai-edgegrid 4.0.4.
import akamai from './fixtures/akamai-edgegrid.json' with { type: 'json' }
import { signed } from './sign.js'

const { nonce } = akamai
const provider = edgegrid({ id: 'akamai', hosts: ['luna.akamaiapis.net'] })
const settings = {
  clientToken: akamai.client_token,
  clientSecret: akamai.client_secret,
  accessToken: akamai.access_token,
}
const now = Date.UTC(2014, 2, 21, 19, 34, 21) / 1000

// "POST inside limit" is the request of "Post uses passed-max-body" with another signature: one of them must be wrong.
const consistent = akamai.tests.filter(({ testName }) => testName !== 'POST inside limit')

describe("Akamai's test data", () => {
  it.each(consistent)('$testName', async ({ request, expectedAuthorization }) => {
    const { method, path, headers: lines = [], data: body = '' } = request
    const headers = lines.flatMap((line) => Object.entries(line) as [string, string][])
    const own = { ...settings, headersToSign: akamai.headers_to_sign.join(','), maxBody: akamai.max_body }
    const url = new URL(path, akamai.base_url).href
    const { authorization } = await signed(provider, own, { method, url, headers, body }, { now, nonce })
    expect(authorization).toBe(expectedAuthorization)
  })
})

const bodies = ['', '{"a":1}', 'd'.repeat(131_072), 'd'.repeat(131_073)]

it.each(
  ['GET', 'POST', 'PUT'].flatMap((method) => bodies.map((body) => [method, body.length, body] as const)),
)('npm akamai-edgegrid signs %s with %i bytes the same', async (method, _length, body) => {
  const headers = { 'X-Test1': '  a   b ', 'X-Other': 'c' }
  const path = '/diagnostic-tools/v2/x?a=1&b=&c=%C3%A9'
  const { client_token, client_secret, access_token, base_url } = akamai
  const eg = new EdgeGrid(client_token, client_secret, access_token, base_url)
  eg.auth({ path, method, body, headers: { ...headers }, headersToSign: { 'X-Test1': headers['X-Test1'] } })
  const theirs: string = (eg as unknown as { request: { headers: { Authorization: string } } }).request
    .headers.Authorization
  const [, year, month, day, time, nonce] =
    /timestamp=(\d{4})(\d\d)(\d\d)T([\d:]+)\+0000;nonce=([^;]+)/.exec(theirs) ?? []
  const own = { ...settings, headersToSign: 'X-Test1' }
  const now = Date.parse(`${year}-${month}-${day}T${time}Z`) / 1000
  const request = { method, url: base_url.slice(0, -1) + path, headers, body }
  expect((await signed(provider, own, request, { now, nonce: nonce ?? '' })).authorization).toBe(theirs)
})

describe('EdgeGrid', () => {
  const post = { method: 'POST', url: `${akamai.base_url}a` }
  it('covers the first maxBody bytes of a body', async () => {
    const sign = (body: string) =>
      signed(provider, { ...settings, maxBody: 4 }, { ...post, body }, { now, nonce })
    const [short, same, other] = await Promise.all([sign('abcd'), sign('abcdX'), sign('abcX')])
    expect(same.authorization).toBe(short.authorization)
    expect(other.authorization).not.toBe(short.authorization)
  })
  it.each(['abcdé', 'aé☂😀', 'abc😀def', 'ab😀def', '😀😀😀', 'éééééé'])(
    'covers bytes of %s, not letters, even if the last is cut through',
    async (body) => {
      for (let maxBody = 1; maxBody <= 12; maxBody++) {
        const { steps } = await signed(provider, { ...settings, maxBody }, { ...post, body })
        const first = Buffer.from(body).subarray(0, maxBody)
        const expected = createHash('sha256').update(first).digest('base64')
        expect(String(steps.dataToSign).split('\t')[5]).toBe(expected)
      }
    },
  )
  it.each(['/a//b', '/a/%2Fb', '/a?b=1&b=&c=a+b%20c', '/?q=ü'])('signs %s as it is sent', async (path) => {
    const { steps } = await signed(provider, settings, {
      method: 'GET',
      url: akamai.base_url.slice(0, -1) + path,
    })
    expect(String(steps.dataToSign).split('\t')[3]).toBe(path.replace('ü', '%C3%BC'))
  })
})
