import { createHash, createHmac } from 'node:crypto'
import { fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { readCaptures, verifyFile } from '@countersign/verify'
import { describe, expect, it } from 'vitest'
import { definedProvider, readDefinition } from '../src/index.js'

// A secret that is decoded, where the definition says how: in the step of the signature, or in a step before it.
const definition = (key: string, about: string, steps = '') => `
id: northwind
hosts: [api.northwindpay.example]
settings:
  key: the API key
  secret: { ${about}, secret: true }
steps:
  time: milliseconds()
  bodyHash: hex(sha256(body))
  stringToSign: join("\\n", method, path, time, bodyHash)
${steps}  signature: base64(hmac-sha512(${key}, stringToSign))
send:
  headers: { X-NW-Key: "{key}", X-NW-Time: "{time}", X-NW-Sign: "{signature}" }
maxAge: 300
`
const HEX = '00a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f'
const BASE64 = Buffer.from(HEX, 'hex').toString('base64')
const SECRET = 'NORTHWIND_SECRET'
const TIME = '1700000000123'
const BODY = '{"amount":50}'
const URL_SENT = 'https://api.northwindpay.example/v1/payments?a=1'

const sha256 = (data: string | Buffer) => createHash('sha256').update(data)

/** How a client that knows nothing of Countersign signs, with node:crypto, and what it does otherwise. */
interface Way {
  readonly key?: string | Buffer
  readonly parts?: readonly string[]
  readonly sign?: (key: string | Buffer, text: string) => string
  readonly body?: string
}
const byHmac = (key: string | Buffer, text: string) => createHmac('sha512', key).update(text).digest('base64')
const RIGHT = ['POST', '/v1/payments', TIME, sha256(BODY).digest('hex')]
const instead = (at: number, text: string) => RIGHT.map((part, n) => (n === at ? text : part))

async function verdictOn(file: string, secret: string, way: Way) {
  const { key = Buffer.from(HEX, 'hex'), parts = RIGHT, sign = byHmac, body = BODY } = way
  const provider = definedProvider(readDefinition(file, 'northwind.yaml'))
  const { pathname, search, host } = new URL(URL_SENT)
  const head = [
    `POST ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    'X-NW-Key: k1',
    `X-NW-Time: ${TIME}`,
    `X-NW-Sign: ${sign(key, parts.join('\n'))}`,
    `Content-Length: ${body.length}`,
  ]
  const [verdict] = await verifyFile(readCaptures(Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)), {
    providers: [provider],
    settings: fromObject(provider, { key: 'k1', secret }),
    host: nodeHost(),
    at: 1_700_000_000,
  })
  return verdict
}

const IN_HEX = `Decode ${SECRET} from hex: its bytes are the key.`
const IN_BASE64 = `Decode ${SECRET} from base64: its bytes are the key.`

describe.each([
  ['in the step that signs', definition('from-hex(secret)', 'about: the secret')],
  ['in a step of its own', definition('keyBytes', 'about: the secret', '  keyBytes: from-hex(secret)\n')],
])('a secret in hex, decoded %s', (_where, file) => {
  it.each<[how: string, key: string | Buffer, when: string, advice: string]>([
    ['as text', HEX, 'used as text instead of being decoded from hex', IN_HEX],
    ['as base64', Buffer.from(HEX, 'base64'), 'decoded from base64 instead of hex', IN_HEX],
    ['as text in capitals', HEX.toUpperCase(), 'used as text in upper case', IN_HEX],
    ['as base64 of its bytes', BASE64, 'used as base64 of its bytes', IN_HEX],
    [
      'as text with a newline',
      `${HEX}\n`,
      'used as text with a newline after it',
      `Remove the newline after it and decode ${SECRET} from hex: the key is its bytes.`,
    ],
  ])('is used %s', async (_how, key, when, advice) => {
    expect(await verdictOn(file, HEX, { key })).toMatchObject({
      why: `signature matches when ${SECRET} is ${when}`,
      advice,
    })
  })
})

it('hex digits that are hex again are decoded twice', async () => {
  const twice = Buffer.from(HEX).toString('hex')
  const verdict = await verdictOn(definition('from-hex(secret)', 'about: the secret'), twice, {})
  expect(verdict).toMatchObject({
    why: `signature matches when ${SECRET} is decoded from hex twice`,
    advice: IN_HEX,
  })
})

describe.each([
  ['without a kind', 'about: the secret'],
  ['of the kind base64', 'about: the secret, kind: base64'],
])('a secret in base64, %s', (_kind, about) => {
  const file = definition('from-base64(secret)', about)
  it.each<[how: string, key: string | Buffer, when: string]>([
    ['as text', BASE64, 'used as text instead of being decoded from base64'],
    ['as hex digits of its bytes', HEX, 'used as hex digits of its bytes'],
  ])('is used %s', async (_how, key, when) => {
    expect(await verdictOn(file, BASE64, { key })).toMatchObject({
      why: `signature matches when ${SECRET} is ${when}`,
      advice: IN_BASE64,
    })
  })
})

const HEX_FILE = definition('from-hex(secret)', 'about: the secret')
const READ_ONCE = 'Read the clock once: sign the very X-NW-Time that is sent.'
const ALONE = 'Sign the path alone, without scheme and host.'
const HASH = 'The hash in the string to sign is SHA-256 in lower-case hex.'

it.each<[did: string, way: Way, when: string, advice: string]>([
  [
    'a time of 3 ms later',
    { parts: instead(2, '1700000000126') },
    'the X-NW-Time is 3 ms later: the clock was read twice',
    READ_ONCE,
  ],
  [
    'a time of a second and a half earlier',
    { parts: instead(2, '1699999998623') },
    'the X-NW-Time is 1500 ms earlier: the clock was read twice',
    READ_ONCE,
  ],
  [
    'a time of one second later',
    { parts: instead(2, '1700000001123') },
    'the X-NW-Time is one second later: the clock was read twice',
    READ_ONCE,
  ],
  [
    'a time in seconds',
    { parts: instead(2, '1700000000') },
    'the X-NW-Time is signed in seconds',
    'Sign the X-NW-Time as it is sent, in milliseconds.',
  ],
  [
    'the hash of the hash in hex',
    { parts: instead(3, sha256(sha256(BODY).digest('hex')).digest('hex')) },
    'the hash in the string to sign is hashed once more, as hex digits',
    HASH,
  ],
  [
    'the hash of the hash in base64',
    { parts: instead(3, sha256(sha256(BODY).digest('base64')).digest('hex')) },
    'the hash in the string to sign is hashed once more, as base64',
    HASH,
  ],
  [
    'the hash in base64',
    { parts: instead(3, sha256(BODY).digest('base64')) },
    'the hash in the string to sign is in base64',
    HASH,
  ],
  [
    'the hash in capitals',
    { parts: instead(3, sha256(BODY).digest('hex').toUpperCase()) },
    'the bodyHash is signed in upper case',
    'Sign the bodyHash in lower case.',
  ],
  [
    'no hash of no body',
    { parts: instead(3, ''), body: '' },
    'the bodyHash is left empty',
    'Hash a body that is empty, too: the bodyHash is the hash of no bytes.',
  ],
  ['the whole URL', { parts: instead(1, URL_SENT) }, 'the whole URL is signed in place of the path', ALONE],
  [
    'the URL without its query',
    { parts: instead(1, URL_SENT.replace('?a=1', '')) },
    'the URL without its query is signed in place of the path',
    ALONE,
  ],
  [
    'the path with the query',
    { parts: instead(1, '/v1/payments?a=1') },
    'the path is signed with the query',
    'Sign the path without the query.',
  ],
  [
    'another algorithm',
    { sign: (key, text) => createHmac('sha256', key).update(text).digest('base64') },
    'it is made with HMAC-SHA-256',
    'Use HMAC-SHA-512.',
  ],
  [
    'key and message swapped',
    { sign: (key, text) => createHmac('sha512', text).update(key).digest('base64') },
    'key and message are swapped',
    'Swap them: the secret is the key, and the string to sign is the message.',
  ],
])('what is signed and not sent: %s', async (_did, way, when, advice) => {
  expect(await verdictOn(HEX_FILE, HEX, way)).toMatchObject({ why: `signature matches when ${when}`, advice })
})

it('names what is signed, and the header of the time, if nothing explains a signature', async () => {
  const verdict = await verdictOn(HEX_FILE, HEX, { parts: ['nothing of the kind'] })
  expect(verdict?.likely).toContain('the X-NW-Time made twice: one was signed, and another sent')
  expect(verdict?.likely?.at(-1)).toBe(
    `a key derived from ${SECRET}, or another string to sign than method, path, X-NW-Time, bodyHash`,
  )
})
