import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../run.js'

// The vectors were computed with Python's hashlib and hmac.
const ENV = {
  IMBURSE_PUBLIC_KEY: 'c6c1ba7d-9a6f-4e1c-8c43-6f1d9f0a2b11',
  IMBURSE_PRIVATE_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
  INQUD_TOKEN_ID: 'TKN-6c1296b8-6929-443b-ac06-f732e0e27be1',
  INQUD_TOKEN_SECRET: 'dBajIp3wHnw5euxohPiZvsCEorG3Fhl9gsHl1UIBlsImHjWRdSJdp4Gh6e3y2PNs',
}
const EXCHANGE = 'https://api.imbursepayments.com/v1/identity/hmac'

describe('countersign sign', () => {
  it.each(['1535617532', '2018-08-30T08:25:32Z', '2018-08-30T10:25:32+02:00'])(
    'makes the vector with --at %s and --nonce, and sends nothing',
    async (at) => {
      const args = ['sign', 'POST', EXCHANGE, '--at', at, '--nonce', '5f1c2b7e9d3a4c60', '--json']
      const { status, json } = await run([...args, '--body', '{"name":"Zoë","amount":12.50}'], { env: ENV })
      expect(status).toBe(0)
      expect(json).toEqual({
        provider: 'imburse',
        method: 'POST',
        url: EXCHANGE,
        headers: [
          ['Content-Type', 'application/json'],
          [
            'Authorization',
            `Hmac ${ENV.IMBURSE_PUBLIC_KEY}:5f1c2b7e9d3a4c60:1535617532:aHkzSWRT45fqM7GzhowX8WYXiulOqALVQnPWXUnPx6U=`,
          ],
        ],
        bodyBase64: Buffer.from('{"name":"Zoë","amount":12.50}').toString('base64'),
      })
    },
  )

  it('prints a request to read', async () => {
    const args = ['sign', 'GET', 'https://api.inqud.com/v1', '--nonce', '0'.repeat(64)]
    const { text } = await run(args, { env: ENV })
    expect(text).toContain('GET https://api.inqud.com/v1\nX-Token-API-Id: TKN-')
    expect(text).toContain(
      'X-HMAC-SHA256-Signature: bfe47a2a2ad22ef55194eacc9f47b2ef8115dd8cbbc02926466b4bfb8fe65b17',
    )
  })

  it.each([
    [
      ['--nonce', 'not-alphanumeric'],
      /the nonce of Imburse is letters and digits only, as in 5f1c2b7e9d3a4c60; this has 16 characters\. See/,
    ],
    [
      ['--at', 'yesterday'],
      /seconds since 1970, such as 1767225600, or a time with its zone, such as 2026-01/,
    ],
    [['--at', '2018-08-30'], /such as 1767225600/],
    [['--at', '2018-13-30T08:25:32Z'], /such as 1767225600/],
    [['--at', ''], /such as 1767225600/],
    [['--at', '1535617532000'], /this looks like milliseconds: 1535617532 may be meant\./],
  ])('%j is a wrong use', async (args, message) => {
    const { status, stderr } = await run(['sign', 'POST', EXCHANGE, ...args], { env: ENV })
    expect(status).toBe(2)
    expect(stderr.replace(/\s+/g, ' ')).toMatch(message)
  })
})

describe('a token', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ providers: ['imburse', 'sendpayments'] })
  })
  afterAll(() => sandbox.close())

  it('is refused for a clock of another day, which send takes too', async () => {
    const args = ['GET', `${sandbox.origins.imburse}/v1/things`, '--at', '1535617532']
    const { status, stderr } = await run(['send', ...args], { env: sandbox.env })
    expect(status).toBe(1)
    expect(stderr).toMatch(/identity\/hmac/)
  })

  it('is requested if the scheme needs it', async () => {
    const { json } = await run(['sign', 'GET', `${sandbox.origins.sendpayments}/accounts`, '--json'], {
      env: sandbox.env,
    })
    expect(json.headers).toEqual([['Authorization', expect.stringMatching(/^Bearer \S+$/)]])
    expect(sandbox.counts.sendpayments).toMatchObject({ token: 1, accepted: 0 })
  })

  it('is refused with --offline, and nothing is asked', async () => {
    const before = sandbox.requests.length
    const { status, stderr, text } = await run(
      ['sign', 'GET', `${sandbox.origins.imburse}/v1/x`, '--offline'],
      { env: sandbox.env },
    )
    expect({ status, text }).toEqual({ status: 1, text: '' })
    expect(stderr).toMatch(/--offline forbids it/)
    expect(sandbox.requests.length).toBe(before)
  })

  it('is not needed if the request brings its own', async () => {
    const args = [
      'sign',
      'GET',
      `${sandbox.origins.imburse}/v1/x`,
      '--offline',
      '-H',
      'Authorization: Bearer mine',
      '--json',
    ]
    const { json } = await run(args, { env: sandbox.env })
    expect(json.headers[0]).toEqual(['Authorization', 'Bearer mine'])
  })

  it('that does not come is explained', async () => {
    sandbox.fault('sendpayments', { token: { kind: 'html' } })
    const { status, stderr } = await run(['sign', 'GET', `${sandbox.origins.sendpayments}/x`], {
      env: sandbox.env,
    })
    sandbox.fault('sendpayments')
    expect(status).toBe(1)
    expect(stderr).toMatch(/No token: .*\/auth responded with 200, text\/html/)
  })
})
