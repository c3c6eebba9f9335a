import { generateKeyPairSync } from 'node:crypto'
import { createSigner, fromObject, mastercardOauth } from '@countersign/core'
import { readCaptures, verifyFile } from '@countersign/verify'
import oauth from 'mastercard-oauth1-signer'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hosts } from './hosts.js'

const NOW = 1_700_000_000
const NONCE = 'Abc12345'
const consumerKey = 'sub-key_0!project*1~'
let signingKey: string
beforeAll(() => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  vi.spyOn(oauth as never, 'getNonce').mockReturnValue(NONCE as never)
  vi.spyOn(oauth as never, 'getTimestamp').mockReturnValue(NOW as never)
})

async function header(url: string, method = 'GET', body = '', make = hosts.node) {
  const host = { ...(make ?? fail)(), now: () => NOW, nonce: () => NONCE }
  const settings = fromObject(mastercardOauth, { consumerKey, signingKey })
  const signer = createSigner({ providers: [mastercardOauth], settings, host })
  const { request } = await signer.apply({ method, url, headers: [], body })
  return request.headers.find(([name]) => name === 'Authorization')?.[1]
}
const fail = () => {
  throw new Error('no such host')
}

const theirs = (url: string, method = 'GET', body = '') =>
  oauth.getAuthorizationHeader(url, method, body, consumerKey, signingKey)

// Where Mastercard's library leaves RFC 5849, and what is easy to get wrong in any.
const PATHS: readonly (readonly [string, string])[] = [
  ['no path', ''],
  ['a bare question mark', '/x?'],
  ['a query with an empty value and without one', '/x?a=&b'],
  ['a pair twice, which is signed once', '/x?a=1&a=1'],
  ['values of a name, sorted as texts', '/x?b=2&b=10&b=1'],
  ['+ and %20, which stay as they are', '/x?a=+&b=%20&c=%2B'],
  ['lower-case percent-encoding', '/x?a=%c3%a9'],
  ['a leading =, several =, empty pairs', '/x?=1&a==&b=c=d&&'],
  ['several question marks', '/x?a=b?c&d?=e'],
  ['several * and !, of which the first is encoded', '/a!b!*?c=*!*'],
  ['quotes, brackets and parentheses', `/o'r/(x)?a='b'&c={d}&e=|^\`&f=(g)`],
  ['a name that another begins with', '/x?a=1&a%5B=2&a!=3&a,A=4&a-=5'],
  ['oauth_ parameters in the query, which are merged', '/x?oauth_nonce=zz&oauth_version=1.0'],
  ['//, .. and %2F', '/a//b/../c%2Fd/./'],
  ['a backslash, a slash in the path and encoded in the query', '/a\\b/c?d=\\e'],
  ['a fragment', '/x?a=1#b?c'],
]

describe('mastercard-oauth signs as mastercard-oauth1-signer', () => {
  it.each(PATHS)('%s', async (_name, path) => {
    const url = `https://sandbox.api.mastercard.com${path}`
    expect(await header(url)).toBe(theirs(url))
  })

  it.each([
    ['the port 443 where it is written', 'https://api.mastercard.com:443/x'],
    ['capitals in scheme and host', 'HTTPS://API.Mastercard.com/X'],
  ])('%s', async (_name, url) => expect(await header(url)).toBe(theirs(url)))

  it.each(Object.keys(hosts))('with a body, on the host %s', async (name) => {
    const url = 'https://api.mastercard.com/x?a=1'
    expect(await header(url, 'post', '{"é":"☂"}', hosts[name])).toBe(theirs(url, 'post', '{"é":"☂"}'))
  })

  it('signs letters beyond ASCII as they are sent, percent-encoded', async () => {
    const sent = 'https://api.mastercard.com/%C3%A9?a=%E2%98%82'
    expect(await header('https://api.mastercard.com/é?a=☂')).toBe(theirs(sent))
  })
})

/** What `verify` says of a request that Mastercard's library signed. */
async function verdictOn(
  target: string,
  { host = 'sandbox.api.mastercard.com', method = 'GET', body = '' } = {},
) {
  const authorization = theirs(`https://${host}${target}`, method, body)
  const length = Buffer.byteLength(body)
  const head = `${method} ${target || '/'} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${authorization}\r\n`
  const text = `${head}${length > 0 ? `Content-Length: ${length}\r\n` : ''}\r\n${body}`
  const [verdict] = await verifyFile(readCaptures(Buffer.from(text)), {
    providers: [mastercardOauth],
    settings: fromObject(mastercardOauth, { consumerKey, signingKey }),
    host: hosts.node?.() ?? fail(),
    at: NOW,
  })
  return verdict
}
const right = { verdict: 'verified', why: 'the signature matches' }

describe('verify says right of what mastercard-oauth1-signer signs', () => {
  // A fragment is not sent.
  it.each(PATHS.filter(([name]) => name !== 'a fragment'))('%s', async (_name, path) => {
    expect(await verdictOn(path)).toMatchObject(right)
  })
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s with a body', async (method) => {
    expect(await verdictOn('/x?a=1', { method, body: '{"é":"☂"}' })).toMatchObject(right)
  })
  it('a port', async () => {
    expect(await verdictOn('/x', { host: 'api.mastercard.com:443' })).toMatchObject(right)
  })
})

// What a URL may be made of, the odd things more often than people write them.
const PIECES = [...'a1=&=&?!*\'(){}|^`"<>[];,:@~+$\\', 'a=1', '%20', '%2F', '%c3%a9', 'a%5B']

/** The same each time: a linear congruential generator. */
function* randomTargets(count: number): Generator<string> {
  let seed = 1
  const below = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % most
  }
  const text = (most: number) =>
    Array.from({ length: below(most) }, () => PIECES[below(PIECES.length)]).join('')
  for (let at = 0; at < count; at++)
    yield `/${text(6).replace(/\?/g, '')}${below(3) > 0 ? `?${text(12)}` : ''}`
}

it('300 random URLs: signed as the library signs them, and right to verify', async () => {
  for (const target of randomTargets(300)) {
    const url = `https://sandbox.api.mastercard.com${target}`
    expect([target, await header(url)]).toEqual([target, theirs(url)])
    expect([target, (await verdictOn(target))?.why]).toEqual([target, right.why])
  }
})

it('verify does not show what stands where a parameter is expected: it may be a secret', async () => {
  const text =
    'GET /x HTTP/1.1\r\nHost: api.mastercard.com\r\nAuthorization: OAuth s3cret="x", s3cret2\r\n\r\n'
  const [verdict] = await verifyFile(readCaptures(Buffer.from(text)), {
    providers: [mastercardOauth],
    settings: fromObject(mastercardOauth, { consumerKey, signingKey }),
    host: hosts.node?.() ?? fail(),
    at: NOW,
  })
  expect(verdict?.verdict).toBe('not-verified')
  expect(JSON.stringify(verdict)).not.toContain('s3cret')
})
