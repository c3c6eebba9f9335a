import { createHmac } from 'node:crypto'
import { fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { readCaptures, verifyFile } from '@countersign/verify'
import { expect, it } from 'vitest'
import { definedProvider } from '../src/index.js'
import { read } from './read.js'

const NOW = 1_700_000_000

interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** JSON. */
  readonly response?: object
}

/** What verify says of the last of these requests, by a definition of this repository. */
async function whyOf(file: string, settings: Readonly<Record<string, string>>, ...all: readonly Sent[]) {
  const provider = definedProvider(read(file))
  const entries = all.map(({ method, url, headers, body = '', response }) => ({
    startedDateTime: new Date(NOW * 1000).toISOString(),
    request: {
      method,
      url,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      bodySize: body.length,
      ...(body && { postData: { mimeType: '', text: body } }),
    },
    ...(response && { response: { status: 200, headers: [], content: { text: JSON.stringify(response) } } }),
  }))
  const verdicts = await verifyFile(readCaptures(Buffer.from(JSON.stringify({ log: { entries } }))), {
    providers: [provider],
    settings: fromObject(provider, settings),
    host: nodeHost(),
  })
  return verdicts.at(-1)?.why
}

const COINBASE = {
  apiKey: 'cbKey123',
  secret: 'Y29pbmJhc2Ugc2VjcmV0IG9mIDMyIGJ5dGVzIGhlcmU=',
  passphrase: 'cbPass',
}
const BODY = '{"size":"0.01"}'

interface Way {
  readonly text?: string
  readonly hash?: string
  readonly sent?: number
  readonly id?: string
}

/** The vendor's page on node:crypto: time, method, target and body by the decoded secret. */
function order({
  text = `${NOW}POST/orders?a=1${BODY}`,
  hash = 'sha256',
  sent = NOW,
  id = 'cbKey123',
}: Way): Sent {
  const sign = createHmac(hash, Buffer.from(COINBASE.secret, 'base64')).update(text).digest('base64')
  const headers = { 'CB-ACCESS-KEY': id, 'CB-ACCESS-SIGN': sign, 'CB-ACCESS-TIMESTAMP': `${sent}` }
  return {
    method: 'POST',
    url: 'https://api.exchange.coinbase.com/orders?a=1',
    headers: { ...headers, 'CB-ACCESS-PASSPHRASE': 'cbPass' },
    body: BODY,
  }
}

it.each<[string, Way, string]>([
  ['HMAC-SHA-512', { hash: 'sha512' }, 'it is made with HMAC-SHA-512'],
  ['newlines', { text: [NOW, 'POST', '/orders?a=1', BODY].join('\n') }, 'there is "\\n" between the parts'],
  ['a method in lower case', { text: `${NOW}post/orders?a=1${BODY}` }, 'the method is signed in lower case'],
  [
    'the whole URL',
    { text: `${NOW}POSThttps://api.exchange.coinbase.com/orders?a=1${BODY}` },
    'the whole URL is signed in place of the path',
  ],
  [
    'a clock that is read twice',
    { sent: NOW + 1 },
    'the CB-ACCESS-TIMESTAMP is one second earlier: the clock was read twice',
  ],
])('a string to sign without a delimiter is taken apart: %s', async (_what, way, when) => {
  expect(await whyOf('coinbase-exchange.yaml', COINBASE, order(way))).toBe(`signature matches when ${when}`)
})

it('names what a page left around an id', async () => {
  expect(await whyOf('coinbase-exchange.yaml', COINBASE, order({ id: 'cbKey123\u00a0' }))).toMatch(
    /^CB-ACCESS-KEY: it is as expected with a no-break space after it/,
  )
})

const CLIENT = { clientId: 's6BhdRkqt3', clientSecret: 'gX1fBat3bV', tokenPath: '/token' }
const TOKEN = 'mF_9.B5f-4.1JqM-and-more'
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const exchange = (Authorization = basic('s6BhdRkqt3:gX1fBat3bV')): Sent => ({
  method: 'POST',
  url: 'https://server.example.com/token',
  headers: { Authorization, 'Content-Type': 'application/x-www-form-urlencoded' },
  body: 'grant_type=client_credentials',
  response: { access_token: TOKEN, token_type: 'Bearer', expires_in: 60 },
})
const resource = (Authorization: string): Sent => ({
  method: 'GET',
  url: 'https://server.example.com/resource',
  headers: { Authorization },
})

it.each([
  ['right', `Bearer ${TOKEN}`, 'the signature matches'],
  [
    'cut off',
    `Bearer ${TOKEN.slice(0, 10)}`,
    'bearer token: it is the token that entry 1 got, cut off: the first 10 of the 24 characters of it',
  ],
  [
    'in quotes',
    `Bearer "${TOKEN}"`,
    'Authorization: the token is in quotes or brackets; send it without them',
  ],
  [
    'with Bearer twice',
    `Bearer Bearer ${TOKEN}`,
    'Authorization: the word Bearer is there twice; send it once',
  ],
  [
    'Basic',
    basic('a:b'),
    'Authorization: there are credentials (Basic) in place of a bearer token; expected Bearer and a token from POST /token',
  ],
])('a bearer token of a definition: %s', async (_what, authorization, why) => {
  expect(await whyOf('client-credentials.yaml', CLIENT, exchange(), resource(authorization))).toBe(why)
})

it.each([
  ['Basic s6BhdRkqt3:gX1fBat3bV', 'the credentials after Basic are not encoded in base64'],
  [basic('s6BhdRkqt3:gX1fBat3bV\n'), 'it has the credentials with a newline after it'],
  [basic('s6BhdRkqt3'), 'there is no colon between the two credentials after Basic'],
  [basic('s6BhdRkqt3:another'), 'the first of the credentials is right, and the second is not'],
])('credentials of a definition: %s', async (authorization, problem) => {
  expect(await whyOf('client-credentials.yaml', CLIENT, exchange(authorization))).toBe(
    `Authorization: ${problem}`,
  )
})
