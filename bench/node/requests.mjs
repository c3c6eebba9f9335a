// Throwaway settings of our providers, requests to them, and a signer over Node's own crypto.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { createSigner, providers } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'

export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const spki = rsa.publicKey.export({ type: 'spki', format: 'pem' })
export const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' })

export const env = {
  IMBURSE_PUBLIC_KEY: randomUUID(),
  IMBURSE_PRIVATE_KEY: randomBytes(32).toString('base64'),
  INQUD_TOKEN_ID: `TKN-${randomUUID()}`,
  INQUD_TOKEN_SECRET: randomBytes(48).toString('base64url'),
  MASTERCARD_ENCRYPTION_CERTIFICATE: spki,
  MASTERCARD_DECRYPTION_KEY: pkcs8,
  MASTERCARD_OAUTH_CONSUMER_KEY: 'consumer-key',
  MASTERCARD_OAUTH_SIGNING_KEY: pkcs8,
  SENDPAYMENTS_CLIENT_ID: 'client',
  SENDPAYMENTS_CLIENT_SECRET: randomUUID(),
}

/** Send's token endpoint: a token for an hour, given once. */
const send = async () => ({
  status: 200,
  headers: [],
  body: JSON.stringify({ accessToken: randomUUID(), expiresAt: Math.floor(Date.now() / 1000) + 3600 }),
})

// One provider each: that Mastercard's two share their hosts is not what is measured.
const signerOf = (id) =>
  createSigner({
    providers: providers.filter((provider) => provider.id === id),
    settings: (name) => env[name],
    host: nodeHost({ send }),
  })

export const signers = Object.fromEntries(providers.map(({ id }) => [id, signerOf(id)]))

/** JSON of exactly that many bytes; none for 0. */
export const bodyOf = (bytes) => (bytes === 0 ? undefined : JSON.stringify({ text: 'x'.repeat(bytes - 11) }))

export const SIZES = { 'no body': 0, '1 KB': 1024, '100 KB': 100 * 1024, '10 MB': 10 * 1024 * 1024 }

const post = (url) => (body) => ({
  method: body === undefined ? 'GET' : 'POST',
  url,
  headers: body === undefined ? [] : [['Content-Type', 'application/json']],
  body,
})

export const requestTo = {
  imburse: post('https://api.imbursepayments.com/v1/identity/hmac'),
  inqud: post('https://api.inqud.com/v1/user/payments/payout'),
  mastercard: post('https://sandbox.api.mastercard.com/idverify'),
  'mastercard-oauth': post('https://sandbox.api.mastercard.com/locations?b=2&a=1'),
  sendpayments: post('https://api.sendpayments.com/payments'),
}
