import { createHmac } from 'node:crypto'
import { defineProvider } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { portableHost } from '@countersign/hosts/portable'
import { describe, expect, test } from 'vitest'
import { checkVector, type Vector, VectorError } from '../../src/vectors/index.js'

const acme = defineProvider<{ apiKey: string }>({
  id: 'acme',
  name: 'Acme',
  hosts: ['api.acme.example'],
  settings: [
    { name: 'apiKey', about: 'the API key', required: true, secret: true, kind: 'text' },
    { name: 'window', about: 'milliseconds', required: false, secret: false, kind: 'number' },
  ],
  setup: ({ apiKey = '' }) => ({ apiKey }),
  sign({ request, settings, host, trace }) {
    const text = `${host.now()}.${host.nonce(8)}.${request.body}`
    trace?.('stringToSign', `${text} with ${settings.apiKey}`)
    const signature = host.hmac('SHA-256', settings.apiKey, [text], 'hex')
    trace?.('signature', signature)
    return { headers: { 'X-Signature': signature }, query: [['n', 'a b']] }
  },
})

const KEY = 'correct horse battery staple'
const expected = createHmac('sha256', KEY).update('1700000000.abc.{"a":1}').digest('hex')
const vector: Vector = {
  settings: { apiKey: KEY, window: 5000 },
  now: 1_700_000_000,
  nonce: 'abc',
  request: { method: 'POST', url: 'https://api.acme.example/v1?x=1', body: '{"a":1}' },
  steps: { signature: expected, stringToSign: `1700000000.abc.{"a":1} with ${KEY}` },
  headers: { 'x-signature': expected },
  url: 'https://api.acme.example/v1?x=1&n=a%20b',
}

const hosts = [nodeHost(), portableHost({ name: 'portable' })]

describe.each(hosts)('$name', (host) => {
  test('a vector holds', async () => {
    expect(await checkVector(acme, vector, host)).toEqual({ held: true })
  })

  test('the first step that differs, in the order of the provider, with both values and no secret', async () => {
    const wrong = { ...vector, nonce: 'abd' }
    expect(await checkVector(acme, wrong, host)).toEqual({
      held: false,
      step: 'stringToSign',
      expected: '1700000000.abc.{"a":1} with …',
      actual: '1700000000.abd.{"a":1} with …',
      steps: [],
    })
  })

  test('a header and the URL', async () => {
    const { steps, ...others } = vector
    const header = await checkVector(acme, { ...others, headers: { 'X-Signature': '00' } }, host)
    expect(header).toEqual({
      held: false,
      step: 'header X-Signature',
      expected: '00',
      actual: expected,
      steps: [
        { name: 'stringToSign', value: '1700000000.abc.{"a":1} with …' },
        { name: 'signature', value: expected },
      ],
    })
    const url = await checkVector(acme, { ...others, url: 'https://api.acme.example/v1' }, host)
    expect(url).toMatchObject({ held: false, step: 'url', actual: vector.url })
  })

  test('another secret differs although both are hidden', async () => {
    const wrong = { ...vector, settings: { apiKey: 'another secret entirely' } }
    expect(await checkVector(acme, wrong, host)).toMatchObject({ held: false, step: 'stringToSign' })
  })
})

const [host] = hosts as [ReturnType<typeof nodeHost>]
const refused = (changes: object) => checkVector(acme, { ...vector, ...changes }, host)

test.each<[object, RegExp]>([
  [{ steps: { sgnature: expected } }, /step "sgnature".*stringToSign, signature/],
  [{ headers: { 'X-Sign': expected } }, /header "X-Sign".*not sent.*X-Signature/],
  [{ settings: { apiKye: KEY } }, /"apiKye" in the settings.*Acme.*apiKey/],
  [{ settings: { apiKey: [KEY] } }, /apiKey/],
  [{ request: { method: 'GET', url: 'https://other.example/' } }, /not for Acme.*other\.example/],
  [{ provider: 'other' }, /"other", not for "acme"/],
  [{ header: {} }, /"header" in a vector is not known/],
  [{ steps: {}, headers: {}, url: undefined }, /compares nothing/],
  [{ steps: [expected] }, /steps of a vector/],
  [{ now: '1700000000' }, /seconds since 1970/],
  [{ now: 1700000000000 }, /seconds since 1970.*Milliseconds are divided by 1000/],
])('%j is refused in words', async (changes, message) => {
  const error = await refused(changes).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(VectorError)
  expect(error.message).toMatch(message)
  expect(error.message).not.toContain(KEY)
})

test('a token is handed to the provider, and nothing is sent to get one', async () => {
  const bearer = defineProvider<{ id: string }>({
    id: 'bearer',
    name: 'Bearer',
    hosts: ['api.bearer.example'],
    settings: [{ name: 'clientId', about: 'the client', required: true, secret: false, kind: 'text' }],
    setup: ({ clientId = '' }) => ({ id: clientId }),
    tokens: (origin) => ({
      provider: 'bearer',
      origin,
      key: origin,
      use: 'until-expiry',
      refreshBefore: 10,
      request: () => ({
        method: 'POST',
        url: `${origin}/token`,
        headers: [['Accept', 'application/json']],
        body: 'client=me',
      }),
      read: () => ({ value: 'fetched', expiresAt: 0 }),
    }),
  })
  const sending = { ...host, send: () => Promise.reject(new Error('sent')) }
  const asked: Vector = {
    settings: { clientId: 'me' },
    request: { method: 'GET', url: 'https://api.bearer.example/v1' },
    headers: { Authorization: 'Bearer the-token-of-the-vector' },
  }
  expect(await checkVector(bearer, { ...asked, token: 'the-token-of-the-vector' }, sending)).toEqual({
    held: true,
  })
  expect(await checkVector(bearer, { ...asked, token: 'another-token' }, sending)).toMatchObject({
    held: false,
    actual: 'Bearer …',
  })
  await expect(checkVector(bearer, asked, sending)).rejects.toThrow(/Bearer/)

  const { headers, ...others } = asked
  const tokenRequest = { url: 'https://api.bearer.example/token', headers: { accept: 'application/json' } }
  expect(await checkVector(bearer, { ...others, tokenRequest }, sending)).toEqual({ held: true })
  const wrong = { ...others, tokenRequest: { ...tokenRequest, body: 'client=you' } }
  expect(await checkVector(bearer, wrong, sending)).toEqual({
    held: false,
    step: 'token request body',
    expected: 'client=you',
    actual: 'client=me',
    steps: [],
  })
})
