import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { AnyProvider } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { describe, expect, it } from 'vitest'
import { readCaptures } from '../dist/capture/read.js'
import { linesOf } from '../dist/report.js'
import { verifyFile } from '../dist/verify-file.js'
import { acme, acmeHttp, acmeRequest, aws, binance, keyed, strict } from './providers-of-ones-own.js'

const own: readonly AnyProvider[] = [acme, binance, aws, keyed, strict]
const ENV: Record<string, string> = {
  ACME_KEY_ID: 'key-0001',
  ACME_SECRET: 'acme-secret',
  STRICT_SECRET: 'strict-secret',
  // Published with Binance's examples.
  BINANCE_API_KEY: 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A',
  BINANCE_SECRET_KEY: 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j',
  // Of AWS's test suite.
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
}

async function verdictsOf(text: string, env: Record<string, string> = {}, at = 1_700_000_000) {
  const all = { ...ENV, ...env }
  const settings = (name: string) => all[name]
  return verifyFile(readCaptures(Buffer.from(text)), { providers: own, settings, host: nodeHost(), at })
}

async function verdictOf(text: string, env: Record<string, string> = {}, at?: number) {
  const [verdict] = await verdictsOf(text, env, at)
  const said = JSON.stringify(verdict) + linesOf(verdict as NonNullable<typeof verdict>).join('\n')
  for (const value of [ENV.ACME_SECRET, ENV.BINANCE_SECRET_KEY, ENV.AWS_SECRET_ACCESS_KEY])
    expect(said).not.toContain(value)
  return verdict
}

describe('a provider of one’s own, by what it says is written', () => {
  it('is verified', async () => {
    expect(await verdictOf(acmeHttp(acmeRequest()))).toMatchObject({
      verdict: 'verified',
      provider: 'acme',
      why: 'the signature matches',
    })
  })

  it.each([
    ['X-Timestamp', 'X-Time'],
    ['X-Timestamp', 'X-Timestmap'],
    ['X-Nonce', 'XNonce'],
    ['X-Signature', 'X-Signatur'],
  ])('has a header whose name is nearly right: not %s but %s', async (name, sent) => {
    const text = acmeHttp(acmeRequest({ secret: 'someone-elses' })).replace(`${name}:`, `${sent}:`)
    expect(await verdictOf(text)).toMatchObject({
      why: expect.stringContaining(`${name}: it is missing; ${sent} is not read: is it meant?`),
      advice: expect.stringContaining(`If it is meant, send it as ${name}.`),
    })
  })

  const right = acmeRequest()
  it.each([
    [
      'a curl command',
      `curl -X POST https://api.acme.example/v1/payments -H 'X-Key: key-0001' -H 'X-Timestamp: ${right.timestamp}' -H 'X-Nonce: ${right.nonce}' -H 'X-Signature: ${right.signature}' --data '${right.body}'`,
    ],
    [
      'a HAR',
      JSON.stringify({
        log: {
          entries: [
            {
              startedDateTime: '2023-11-14T22:13:22Z',
              request: {
                method: 'POST',
                url: 'https://api.acme.example/v1/payments',
                headers: [
                  ['X-Key', 'key-0001'],
                  ['X-Timestamp', right.timestamp],
                  ['X-Nonce', right.nonce],
                  ['X-Signature', right.signature],
                ].map(([name, value]) => ({ name, value })),
                postData: { text: right.body },
              },
            },
          ],
        },
      }),
    ],
  ])('is verified in %s', async (_name, text) => {
    expect(await verdictOf(text)).toMatchObject({ verdict: 'verified' })
  })

  it.each<[string, Parameters<typeof acmeRequest>[0], object]>([
    [
      'another body',
      { signed: '{"amount":5}' },
      { why: 'signature matches when the JSON of the body is minified', step: 'signature' },
    ],
    [
      'another key',
      { secret: 'someone-elses' },
      {
        why: expect.stringMatching(/^signature: [0-9a-f]{8}… was sent, expected [0-9a-f]{8}…$/),
        step: 'signature',
      },
    ],
    [
      'the id as the key',
      { secret: 'key-0001' },
      { why: 'signature matches when ACME_KEY_ID is the key, the wrong one of the two' },
    ],
    [
      'milliseconds',
      { timestamp: '1700000000000' },
      { why: 'X-Timestamp: it is in milliseconds; expected seconds; the signature itself matches' },
    ],
    [
      'an old time',
      { timestamp: '1699999000' },
      {
        why: expect.stringMatching(
          /^X-Timestamp: it is 1000 s \(17 minutes\) older than --at; at most 300 s is allowed/,
        ),
        step: 'X-Timestamp',
      },
    ],
    [
      'a time ahead',
      { timestamp: '1700001000' },
      { why: expect.stringMatching(/^X-Timestamp: it is 1000 s .* ahead of/) },
    ],
    [
      'a nonce of another form',
      { nonce: 'abc' },
      { why: expect.stringMatching(/^X-Nonce: it has 3 characters, which is not a nonce of Acme/) },
    ],
    [
      'another id',
      { keyId: 'key-0002' },
      { why: 'X-Key: it is key-0002, ACME_KEY_ID is key-0001; the signature itself matches', step: 'X-Key' },
    ],
  ])('%s is named', async (_name, change, expected) => {
    expect(await verdictOf(acmeHttp(acmeRequest(change)))).toMatchObject({
      verdict: 'not-verified',
      ...expected,
    })
  })

  it.each<[string, (text: string) => string, object]>([
    ['a missing time', (text) => text.replace(/X-Timestamp.*\n/, ''), { why: 'X-Timestamp: it is missing' }],
    [
      'a missing signature',
      (text) => text.replace(/X-Signature.*\n/, ''),
      { why: 'X-Signature: it is missing: the request is not signed' },
    ],
    [
      'a request that is not signed at all',
      (text) => text.replace(/X-(Signature|Timestamp|Nonce).*\n/g, ''),
      {
        why: 'X-Signature: it is missing: the request is not signed',
        seen: ['X-Timestamp: it is missing', 'X-Nonce: it is missing'],
      },
    ],
    [
      'a signature in base64',
      (text) =>
        text.replace(
          /(X-Signature: )(.*)/,
          (_all, name, hex) => name + Buffer.from(hex, 'hex').toString('base64'),
        ),
      {
        why: 'signature matches when the signature is read as base64',
        advice: 'Write it in lower-case hex, two digits a byte.',
      },
    ],
    [
      'a signature in capitals',
      (text) => text.replace(/(X-Signature: )(.*)/, (_all, name, hex) => name + hex.toUpperCase()),
      { why: 'signature matches when the signature is read as upper-case hex' },
    ],
  ])('%s is named', async (_name, change, expected) => {
    expect(await verdictOf(change(acmeHttp(acmeRequest())))).toMatchObject({
      verdict: 'not-verified',
      ...expected,
    })
  })

  it('a nonce that comes twice is named', async () => {
    const request = {
      method: 'POST',
      url: 'https://api.acme.example/v1/payments',
      headers: Object.entries({
        'X-Key': 'key-0001',
        'X-Timestamp': right.timestamp,
        'X-Nonce': right.nonce,
        'X-Signature': right.signature,
      }).map(([name, value]) => ({ name, value })),
      postData: { text: right.body },
    }
    const [, second] = await verdictsOf(JSON.stringify({ log: { entries: [{ request }, { request }] } }))
    expect(second).toMatchObject({
      verdict: 'not-verified',
      why: expect.stringMatching(/^X-Nonce: it was used before, in entry 1/),
    })
  })
})

describe('a signed query', () => {
  // Binance's page: GET /api/v3/account? and POST /api/v3/order with all parameters in the query.
  const order =
    'symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559'
  const published = 'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71'
  const http = (query: string) =>
    `POST https://api.binance.com/api/v3/order?${query} HTTP/1.1\nX-MBX-APIKEY: ${ENV.BINANCE_API_KEY}\n\n`

  it('is verified', async () => {
    expect(await verdictOf(http(`${order}&signature=${published}`), {}, 1_499_827_319)).toMatchObject({
      verdict: 'verified',
    })
  })

  it('is verified with its parameters in the body', async () => {
    const text = `POST https://api.binance.com/api/v3/order?timestamp=1499827319559&signature=SIGNATURE HTTP/1.1\nX-MBX-APIKEY: ${ENV.BINANCE_API_KEY}\nContent-Type: application/x-www-form-urlencoded\n\nsymbol=LTCBTC`
    const signature = createHmac('sha256', ENV.BINANCE_SECRET_KEY as string)
      .update('timestamp=1499827319559symbol=LTCBTC')
      .digest('hex')
    expect(await verdictOf(text.replace('SIGNATURE', signature), {}, 1_499_827_319)).toMatchObject({
      verdict: 'verified',
    })
  })

  it.each<[string, string, object]>([
    [
      'seconds in place of milliseconds',
      'symbol=A&timestamp=1499827319',
      { why: expect.stringMatching(/^timestamp: it is not 13 digits$/), step: 'timestamp' },
    ],
    ['another parameter', 'symbol=B&timestamp=1499827319559', { step: 'signature' }],
  ])('%s is named', async (_name, query, expected) => {
    const signature = createHmac('sha256', ENV.BINANCE_SECRET_KEY as string)
      .update('symbol=A&timestamp=1499827319')
      .digest('hex')
    expect(await verdictOf(http(`${query}&signature=${signature}`), {}, 1_499_827_319)).toMatchObject({
      verdict: 'not-verified',
      ...expected,
    })
  })
})

describe('a provider that refuses what is signed already, and signs all headers', () => {
  const signature = createHmac('sha256', 'strict-secret').update('a=1|1700000000|x-own:2').digest('base64')
  const url = `https://api.strict.example/x?a=1&at=1700000000&sig=${encodeURIComponent(signature)}`

  it('is verified with what a client adds on the way', async () => {
    const sent = `GET ${url} HTTP/1.1\nHost: api.strict.example\nX-Own: 2\nUser-Agent: curl\nAccept: */*\n\n`
    expect(await verdictOf(sent)).toMatchObject({ verdict: 'verified' })
  })

  it('is not with a header more', async () => {
    expect(await verdictOf(`GET ${url} HTTP/1.1\nX-Own: 2\nX-More: 3\n\n`)).toMatchObject({
      verdict: 'not-verified',
      step: 'signature',
    })
  })
})

describe('a derived key', () => {
  // The suite's "get-vanilla".
  const published = '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'
  const http = (signature: string, body = '') =>
    `GET https://example.amazonaws.com/ HTTP/1.1\nX-Amz-Date: 20150830T123600Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}\n\n${body}`
  const AT = 1_440_938_160

  it('is verified', async () => {
    expect(await verdictOf(http(published), {}, AT)).toMatchObject({ verdict: 'verified' })
  })

  it('of a wrong secret is found', async () => {
    const wrong = {
      AWS_SECRET_ACCESS_KEY: Buffer.from(ENV.AWS_SECRET_ACCESS_KEY as string).toString('base64'),
    }
    const verdict = await verdictOf(http(published), wrong, AT)
    expect(verdict).toMatchObject({
      why: 'signature matches when AWS_SECRET_ACCESS_KEY is decoded from base64 instead of being used as text',
    })
  })

  it('over another body is found', async () => {
    expect(await verdictOf(http(published, '{}\n'), {}, AT)).toMatchObject({
      why: 'signature matches when the body is empty',
    })
  })

  it('names the part of a header that differs', async () => {
    const other = http(published).replace('AKIDEXAMPLE', 'AKIDANOTHER')
    expect(await verdictOf(other, {}, AT)).toMatchObject({
      why: 'Credential: AKIDANOT… was sent, expected AKIDEXAM…; the signature itself matches',
    })
  })
})

describe('a signature by a private key', () => {
  const date = new Date(1_700_000_000_000).toUTCString()
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const pem = (key: typeof rsa) => ({
    KEYED_PRIVATE_KEY: key.export({ type: 'pkcs8', format: 'pem' }) as string,
  })
  const http = (signature: Buffer, body = '{"a":1}') =>
    `POST https://api.keyed.example/x HTTP/1.1\nDate: ${date}\nSignature: sig1=:${signature.toString('base64')}:\n\n${body}`
  const text = Buffer.from(`${date}\n{"a":1}`)
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }

  it('that is another each time is verified', async () => {
    expect(await verdictOf(http(sign('sha256', text, { key: rsa, ...pss })), pem(rsa))).toMatchObject({
      verdict: 'verified',
    })
    const signature = sign('sha256', text, { key: ec, dsaEncoding: 'ieee-p1363' })
    expect(await verdictOf(http(signature), pem(ec))).toMatchObject({ verdict: 'verified' })
  })

  it.each<[string, Buffer, string, typeof rsa, object]>([
    [
      'another padding',
      sign('sha256', text, rsa),
      '{"a":1}',
      rsa,
      { why: 'signature matches when it is made with RSA-SHA256', advice: 'Use RSA-PSS-SHA256.' },
    ],
    [
      'DER',
      sign('sha256', text, ec),
      '{"a":1}',
      ec,
      { why: 'signature matches when the signature is read as DER' },
    ],
    [
      'another body',
      sign('sha256', text, { key: rsa, ...pss }),
      '{"a": 1}',
      rsa,
      { why: 'signature matches when the JSON of the body is minified' },
    ],
    ['a signature of nothing', Buffer.alloc(256, 7), '{"a":1}', rsa, { step: 'signature' }],
  ])('%s is named', async (_name, signature, body, key, expected) => {
    expect(await verdictOf(http(signature, body), pem(key))).toMatchObject({
      verdict: 'not-verified',
      ...expected,
    })
  })
})
