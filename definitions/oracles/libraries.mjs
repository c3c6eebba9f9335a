// The vendors' own libraries, and ones that many people sign with.
import { createRequire } from 'node:module'
import { sign as signGithub } from '@octokit/webhooks-methods'
import ccxt from 'ccxt'
import hawk from 'hawk'
import { Webhook } from 'standardwebhooks'
import Stripe from 'stripe'

const require = createRequire(import.meta.url)
const { hmacValidator: HmacValidator } = require('@adyen/api-library')
const duo = require('@duosecurity/duo_api/lib/duo_sig.js')

/** By the class of an exchange in ccxt. @param prefix what its paths begin with in ccxt's own list */
const exchange =
  (id, prefix, now) =>
  ({ settings: { apiKey, secretKey, secret = secretKey, passphrase }, request, ...vector }) => {
    const made = new ccxt[id]({ apiKey, secret, password: passphrase })
    Object.assign(made, { milliseconds: () => vector.now * 1000, nonce: () => now(vector.now) })
    const { pathname, searchParams } = new URL(request.url)
    const params = request.body ? JSON.parse(request.body) : Object.fromEntries(searchParams)
    return made.sign(pathname.replace(prefix, ''), 'private', request.method, params).headers
  }

const milliseconds = (now) => now * 1000

export const LIBRARIES = {
  bybit: exchange('bybit', '/', milliseconds),
  okx: exchange('okx', '/api/v5/', milliseconds),
  kucoin: exchange('kucoin', '/api/v1/', milliseconds),
  'coinbase-exchange': exchange('coinbaseexchange', '/', (now) => now),
  hawk: ({ settings: { keyId, key, ext }, now, nonce, request: { method, url, headers, body } }) => {
    const { header, artifacts } = hawk.client.header(url, method, {
      credentials: { id: keyId, key, algorithm: 'sha256' },
      timestamp: now,
      nonce,
      ext,
      ...(body && { payload: body, contentType: headers['Content-Type'] }),
    })
    return { Authorization: header, hash: artifacts.hash }
  },
  duo: ({ settings: { integrationKey, secretKey }, now, request: { method, url, body } }) => {
    const { host, pathname, searchParams } = new URL(url)
    const params = Object.fromEntries(body ? new URLSearchParams(body) : searchParams)
    const date = new Date(now * 1000).toUTCString()
    return {
      Date: date,
      Authorization: duo.sign(integrationKey, secretKey, method, host, pathname, params, date),
    }
  },
  'adyen-webhook': ({ settings: { hmacKey }, request: { body } }) => ({
    HmacSignature: new HmacValidator().calculateHmacSignature(body, hmacKey),
  }),
  'stripe-webhook': ({ settings: { secret }, now, request: { body } }) => ({
    'Stripe-Signature': new Stripe('sk_test_made_up').webhooks.generateTestHeaderString({
      payload: body,
      secret,
      timestamp: now,
    }),
  }),
  'standard-webhooks': ({ settings: { secret }, now, nonce, request: { body } }) => ({
    'webhook-signature': new Webhook(secret).sign(`msg_${nonce}`, new Date(now * 1000), body),
  }),
  'github-webhook': async ({ settings: { secret }, request: { body } }) => ({
    'X-Hub-Signature-256': await signGithub(secret, body),
  }),
}
