import { createHash, sign } from 'node:crypto'
import { startSandbox } from '@countersign/sandbox'
import oauth from 'mastercard-oauth1-signer'
import OAuth from 'oauth-1.0a'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let origin = ''
let [consumerKey, signingKey] = ['', '']
beforeAll(async () => {
  sandbox = await startSandbox({ providers: ['mastercard-oauth'] })
  origin = sandbox.origins['mastercard-oauth'] ?? ''
  consumerKey = sandbox.env.MASTERCARD_OAUTH_CONSUMER_KEY ?? ''
  signingKey = sandbox.env.MASTERCARD_OAUTH_SIGNING_KEY ?? ''
})
afterAll(() => sandbox.close())

async function sent(target: string, authorization: string) {
  const response = await fetch(origin + target, { headers: { Authorization: authorization } })
  return { status: response.status, text: await response.text() }
}
const byMastercard = (target: string) =>
  oauth.getAuthorizationHeader(origin + target, 'GET', '', consumerKey, signingKey)

describe("the sandbox, and Mastercard's library", () => {
  it.each(['/x', '/x?a=1&a=1&b=%20c', '/x?a=+&b='])('accepts %s', async (target) => {
    expect(await sent(target, byMastercard(target))).toMatchObject({ status: 200 })
  })
  it('RFC 5849 section 3.4.1.3.1: a realm is not signed', async () => {
    const authorization = byMastercard('/x').replace('OAuth ', 'OAuth realm="Mastercard",')
    expect(await sent('/x', authorization)).toMatchObject({ status: 200 })
  })
  it('RFC 5849 section 3.5.1: refuses a signature that is not percent-encoded', async () => {
    const authorization = byMastercard('/x').replace(/(?<=oauth_signature=")[^"]*/, decodeURIComponent)
    expect((await sent('/x', authorization)).text).toContain('oauth_signature is not percent-encoded')
  })
})

describe('the sandbox, and a client by RFC 5849', () => {
  const authorized = (target: string) => {
    const client = new OAuth({
      consumer: { key: consumerKey, secret: '' },
      signature_method: 'RSA-SHA256',
      hash_function: (text) => sign('sha256', Buffer.from(text), signingKey).toString('base64'),
      realm: 'x',
    })
    const hash = createHash('sha256').digest('base64')
    const request = { url: origin + target, method: 'GET', data: { oauth_body_hash: hash } }
    const { realm, ...made } = client.authorize(request) as unknown as Record<string, string>
    return { ...made, oauth_body_hash: hash, realm }
  }
  const written = (parameters: object, encode: (name: string, value: string) => string) =>
    `OAuth ${Object.entries(parameters)
      .filter(([name]) => name.startsWith('oauth_'))
      .map(([name, value]) => `${name}="${encode(name, String(value))}"`)
      .join(',')}`

  it('npm oauth-1.0a: the refusal names the parameter and the form that is required', async () => {
    const text = written(authorized('/x'), (_name, value) => encodeURIComponent(value).replace('!', '%21'))
    const response = await sent('/x', text)
    expect(response.status).toBe(401)
    expect(response.text).toMatch(/oauth_(consumer_key|body_hash) is percent-encoded/)
    expect(response.text).toContain("the form of Mastercard's client library is required here")
  })
  it.each([
    ['/x', 'each oauth_ value is encoded before all are joined (RFC 5849 section 3.4.1.3.2)'],
    ['/x?b=%c3%a9', 'the query is decoded and encoded again (RFC 5849 section 3.4.1.3.1)'],
    ['/x?a=1&a=1', 'a pair that comes twice is signed twice (RFC 5849 section 3.4.1.3.2)'],
  ])('npm oauth-1.0a in the form of the library, %s: the refusal says %s', async (target, point) => {
    const plain = (name: string, value: string) =>
      name === 'oauth_signature' ? encodeURIComponent(value) : value
    const response = await sent(target, written(authorized(target), plain))
    expect(response.status).toBe(401)
    expect(response.text).toContain('The signature is right by RFC 5849')
    expect(response.text).toContain(point)
  })
  it('a signature of something else is not said to be right by RFC 5849', async () => {
    const response = await sent('/y', byMastercard('/x'))
    expect(response.text).toContain('The signature does not match the request.')
  })
})
