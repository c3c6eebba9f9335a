import { createSigner, imburse, inqud } from '@countersign/core'
import type { Host } from '@countersign/core/host'
import { describe, expect, test } from 'vitest'
import { each } from './hosts.js'

const IMBURSE = {
  IMBURSE_PUBLIC_KEY: 'c6c1ba7d-9a6f-4e1c-8c43-6f1d9f0a2b11',
  IMBURSE_PRIVATE_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
}
const INQUD = {
  INQUD_TOKEN_ID: 'TKN-1',
  INQUD_TOKEN_SECRET: 'dBajIp3wHnw5euxohPiZvsCEorG3Fhl9gsHl1UIBlsImHjWRdSJdp4Gh6e3y2PNs',
}
const PAYOUT =
  '{"amount": 50, "cardNumber": "5555555555554444", "firstName": "John", "lastName": "Doe", "phoneNumber": "+111111111111", "method": "CC_VISAMC", "currency": "USD"}'

const SETTINGS = new Map(Object.entries({ ...IMBURSE, ...INQUD }))

function sign(host: Host, url: string, body: string | Uint8Array<ArrayBuffer>) {
  const settings = (name: string) => SETTINGS.get(name)
  const signer = createSigner({ providers: [imburse, inqud], settings, host })
  const { request } = signer.sign({ method: 'POST', url, headers: [], body })
  return Object.fromEntries(request.headers)
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text))

// Computed with Python's hashlib and hmac, which share no code with any host.
describe.each(each)('%s', (_name, host) => {
  test.each([
    ['', 'sZs9T++/m4y567xAegx3X6RNuEbQF3kQBmIMemmmtK4='],
    ['{"name":"Zoë","amount":12.50}', 'aHkzSWRT45fqM7GzhowX8WYXiulOqALVQnPWXUnPx6U='],
  ])('the HMAC token of Imburse for %j', (body, signature) => {
    const fixed = { ...host, now: () => 1535617532.9, nonce: () => '5f1c2b7e9d3a4c60' }
    const token = `Hmac ${IMBURSE.IMBURSE_PUBLIC_KEY}:5f1c2b7e9d3a4c60:1535617532:${signature}`
    for (const data of [body, bytes(body)]) {
      const headers = sign(fixed, 'https://sandbox-api.imbursepayments.com/v1/identity/hmac', data)
      expect(headers.Authorization).toBe(token)
    }
  })

  test.each([
    ['', 'bfe47a2a2ad22ef55194eacc9f47b2ef8115dd8cbbc02926466b4bfb8fe65b17'],
    [PAYOUT, 'b9a55d33dff2bb4b3b1c62ac7f232df6c4738c415cf30ff668fd0c7782f20e63'],
  ])('the signature of Inqud %#', (body, signature) => {
    const fixed = { ...host, nonce: (digits: number) => '0'.repeat(digits) }
    for (const data of [body, bytes(body)]) {
      const headers = sign(fixed, 'https://api.inqud.com/v1/user/payments/payout', data)
      expect(headers['X-HMAC-SHA256-Signature']).toBe(signature)
    }
  })
})
