import { describe, expect, it } from 'vitest'
import { collect, createSigner, imburse, inqud, type Provider, type Response } from '../../src/index.js'
import { IMBURSE, INQUD, request, settingsFrom, testHost } from '../host.js'

const SECRET = INQUD.INQUD_TOKEN_SECRET
const OTHERS = IMBURSE.IMBURSE_PRIVATE_KEY
const settings = settingsFrom({ ...INQUD, ...IMBURSE })
const base64 = (text: string) => Buffer.from(`me:${text}`).toString('base64')
const URL = 'https://api.inqud.com/v1'

/** A provider whose author tells a trace and a header everything. */
const careless: Provider = {
  ...inqud,
  sign({ settings: { tokenSecret }, trace }) {
    trace?.('key', tokenSecret)
    trace?.('keyInHex', `hex ${Buffer.from(tokenSecret).toString('hex')}`)
    return { headers: [['X-Key', base64(tokenSecret)]] }
  },
}
const signerOf = (provider: Provider) =>
  createSigner({ providers: [provider, imburse], settings, host: testHost() })

describe('what a provider tells', () => {
  it('has no secret in its steps, and the header with it is secret', () => {
    const { steps, trace } = collect()
    const { patch } = signerOf(careless).sign(request(URL), trace)
    expect(steps).toContainEqual({ name: 'key', value: '…' })
    expect(steps).toContainEqual({ name: 'keyInHex', value: 'hex …' })
    expect(patch.secrets).toContain('X-Key')
  })

  it("has no other provider's secret in it, and neither has a header of the request", () => {
    const { steps, trace } = collect()
    const headers = [['X-Mine', base64(OTHERS)]] as const
    const { patch } = signerOf(inqud).sign(request(URL, { headers, body: `{"key":"${OTHERS}"}` }), trace)
    expect(patch.secrets).toEqual(['X-Mine'])
    expect(JSON.stringify(steps)).not.toContain(OTHERS.slice(0, 12))
    expect(steps).toContainEqual({ name: 'bodySha256', value: 'not shown, since the body holds a secret' })
  })

  it('has no secret in an error, thrown at once or later', async () => {
    const failing = (text: string): Provider => ({
      ...inqud,
      sign() {
        throw new TypeError(text)
      },
    })
    const text = `cannot read ${encodeURIComponent(SECRET)} and ${OTHERS}`
    expect(() => signerOf(failing(text)).sign(request(URL))).toThrowError(/^cannot read … and …$/)
    await expect(signerOf(failing(text)).apply(request(URL))).rejects.toThrowError(TypeError)
    await expect(signerOf(failing(text)).apply(request(URL))).rejects.toThrowError(/^cannot read … and …$/)
  })
})

describe('an error of a token endpoint', () => {
  const failure = async (error: string, more: Partial<Response> = {}) => {
    const send = async (): Promise<Response> => ({
      status: 400,
      headers: [],
      body: `{"error":"${error}"}`,
      ...more,
    })
    const host = testHost({ send })
    const signer = createSigner({ providers: [imburse], settings, host })
    return signer.apply(request('https://api.imbursepayments.com/v1/orders')).then(
      () => '',
      (thrown: Error) => thrown.message,
    )
  }
  const escaped = [...OTHERS].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

  it.each([
    ['with JSON escapes', escaped],
    ['with JSON escapes, escaped again', escaped.replaceAll('\\', '\\\\')],
    ['percent-encoded', encodeURIComponent(OTHERS)],
    ['in base64', base64(OTHERS)],
  ])('does not repeat a secret %s', async (_how, spelt) => {
    const message = await failure(`no key ${spelt} here`)
    expect(message).toMatch(/responded with 400: no key \S{0,8}…\S{0,4} here\. /)
  })

  it('of 300,000 dots is cut off', async () => {
    expect(await failure(`${'.'.repeat(300_000)}x`)).toMatch(/responded with 400\. Check the settings/)
  })

  it('of a hundred megabytes of brackets is not parsed', async () => {
    expect(await failure('', { body: '['.repeat(100_000_000) })).toMatch(
      /responded with 400\. Check the settings/,
    )
  })
})
