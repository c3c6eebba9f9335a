import { type Bytes, createSigner, headerValue, providers } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { hosts } from './hosts.js'

const ENV: Record<string, string> = {
  IMBURSE_PUBLIC_KEY: 'c6c1ba7d-9a6f-4e1c-8c43-6f1d9f0a2b11',
  // The bytes 0 to 31.
  IMBURSE_PRIVATE_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
  INQUD_TOKEN_ID: 'TKN-6c1296b8-6929-443b-ac06-f732e0e27be1',
  // The example secret of the vendor's page.
  INQUD_TOKEN_SECRET: 'dBajIp3wHnw5euxohPiZvsCEorG3Fhl9gsHl1UIBlsImHjWRdSJdp4Gh6e3y2PNs',
}
const PAGE_BODY =
  '{"amount": 50, "cardNumber": "5555555555554444", "firstName": "John", "lastName": "Doe", "phoneNumber": "+111111111111", "method": "CC_VISAMC", "currency": "USD"}'
const forms = (text: string) => [text, new Uint8Array(Buffer.from(text)) as Bytes]

// All computed with Python's hashlib and hmac.
describe.each(Object.entries(hosts))('the vectors on %s', (_name, makeHost) => {
  const sign = (url: string, body: string | Bytes, nonce: string) => {
    const host = { ...makeHost(), now: () => 1535617532.9, nonce: () => nonce }
    const { sign } = createSigner({ providers, settings: (name) => ENV[name], host })
    return sign({ method: 'POST', url, headers: [], body }).request.headers
  }

  it.each([
    ['', 'sZs9T++/m4y567xAegx3X6RNuEbQF3kQBmIMemmmtK4='],
    ['{"name":"Zoë","amount":12.50}', 'aHkzSWRT45fqM7GzhowX8WYXiulOqALVQnPWXUnPx6U='],
  ])('Imburse, body %j', (text, signature) => {
    for (const body of forms(text)) {
      const headers = sign('https://api.imbursepayments.com/v1/identity/hmac', body, '5f1c2b7e9d3a4c60')
      expect(headerValue(headers, 'Authorization')).toBe(
        `Hmac ${ENV.IMBURSE_PUBLIC_KEY}:5f1c2b7e9d3a4c60:1535617532:${signature}`,
      )
    }
  })

  it.each([
    ['', 'bfe47a2a2ad22ef55194eacc9f47b2ef8115dd8cbbc02926466b4bfb8fe65b17'],
    [PAGE_BODY, 'b9a55d33dff2bb4b3b1c62ac7f232df6c4738c415cf30ff668fd0c7782f20e63'],
  ])('Inqud, body %j', (text, signature) => {
    for (const body of forms(text)) {
      const headers = sign('https://api.inqud.com/v1/user/payments/payout', body, '0'.repeat(64))
      expect(headerValue(headers, 'X-HMAC-SHA256-Signature')).toBe(signature)
    }
  })

  it('nonces are fit for both, and never come again', () => {
    const { nonce } = makeHost()
    const all = Array.from({ length: 2000 }, () => nonce(32))
    expect(new Set(all).size).toBe(2000)
    expect(all.every((one) => /^[0-9a-f]{32}$/.test(one)) && /^[0-9a-f]{64}$/.test(nonce(64))).toBe(true)
  })

  it('bodies of every kind have the same signature everywhere', () => {
    const bodies = [
      '\r\n',
      '\u0000',
      'a\u0000b',
      '漢字👩',
      '\ufeff{}',
      'x'.repeat(70_000),
      new Uint8Array([0xff, 0xfe, 0, 0x80]) as Bytes,
    ]
    const [reference = makeHost] = Object.values(hosts)
    for (const body of bodies) {
      const [here, there] = [makeHost(), reference()].map((host) =>
        host.hmac('SHA-256', 'key', [body, 'salt'], 'hex'),
      )
      expect(here).toBe(there)
    }
  })
})
