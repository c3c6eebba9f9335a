import { describe, expect, it } from 'vitest'
import { createSigner, headerValue, providers } from '../../src/index.js'
import { INQUD, request, settingsFrom, testHost } from '../host.js'

const URL = 'https://api.inqud.com/v1/user/payments/payout'
const signer = (
  env: Record<string, string> = {},
  host = testHost({ nonce: (digits) => '0'.repeat(digits) }),
) => createSigner({ providers, settings: settingsFrom({ ...INQUD, ...env }), host })

// The page's own POST body as Python's json.dumps writes it; both signatures computed in Python.
const PAGE_BODY =
  '{"amount": 50, "cardNumber": "5555555555554444", "firstName": "John", "lastName": "Doe", "phoneNumber": "+111111111111", "method": "CC_VISAMC", "currency": "USD"}'

describe('HmacSHA256', () => {
  it.each([
    ['', 'bfe47a2a2ad22ef55194eacc9f47b2ef8115dd8cbbc02926466b4bfb8fe65b17'],
    [PAGE_BODY, 'b9a55d33dff2bb4b3b1c62ac7f232df6c4738c415cf30ff668fd0c7782f20e63'],
    [
      new Uint8Array(Buffer.from(PAGE_BODY)),
      'b9a55d33dff2bb4b3b1c62ac7f232df6c4738c415cf30ff668fd0c7782f20e63',
    ],
  ])('is the vector', (body, signature) => {
    const { request: signed } = signer().sign(request(URL, { method: 'POST', body }))
    expect(signed.headers).toEqual([
      ['X-Token-API-Id', INQUD.INQUD_TOKEN_ID],
      ['X-HMAC-SHA256-Signature', signature],
      ['X-Salt', '0'.repeat(64)],
    ])
    expect(signed.body ?? '').toBe(body)
  })

  it('replaces headers of the same name, in any capitals', () => {
    const headers = [
      ['x-salt', 'old'],
      ['X-SALT', 'older'],
      ['Accept', '*/*'],
    ] as const
    const { request: signed } = signer().sign(request(URL, { headers }))
    expect(signed.headers.filter(([name]) => name.toLowerCase() === 'x-salt')).toHaveLength(1)
    expect(headerValue(signed.headers, 'accept')).toBe('*/*')
  })

  it('takes a new salt each time', () => {
    const { sign } = signer({}, testHost())
    const salts = Array.from({ length: 100 }, () => headerValue(sign(request(URL)).request.headers, 'X-Salt'))
    expect(new Set(salts).size).toBe(100)
    expect(salts.every((salt) => /^[0-9a-f]{64}$/.test(salt ?? ''))).toBe(true)
  })
})

describe('the simple approach', () => {
  it('sends id and secret, and says which header is a secret', () => {
    const { request: signed, patch } = signer({ INQUD_MODE: 'simple' }).sign(request(URL))
    expect(signed.headers).toEqual([
      ['X-Token-API-Id', INQUD.INQUD_TOKEN_ID],
      ['X-Token-API-Secret', INQUD.INQUD_TOKEN_SECRET],
    ])
    expect(patch.secrets).toEqual(['X-Token-API-Secret'])
  })

  it('refuses a mode it does not know', () => {
    expect(() => signer({ INQUD_MODE: 'plain' }).sign(request(URL))).toThrowError(
      /INQUD_MODE must be hmac or simple/,
    )
  })
})
