// OAuth 1.0a: by RSA as Mastercard signs it, and by HMAC.
import { createHmac } from 'node:crypto'
import { oauth1 } from '@countersign/schemes/oauth1'
import MastercardOAuth from 'mastercard-oauth1-signer'
import OAuth from 'oauth-1.0a'
import { atOnce, later, method, rsaPem, secret, signerOf, url } from './request.mjs'

const tokens = { consumerKey: 'key', consumerSecret: secret, token: 'token', tokenSecret: secret }
const theirOauth = new OAuth({
  consumer: { key: 'key', secret },
  signature_method: 'HMAC-SHA1',
  hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
})

export const oauthSchemes = {
  'OAuth 1.0a RSA-SHA256': {
    than: 'mastercard-oauth1-signer',
    ours: later(
      signerOf(
        oauth1,
        {},
        { consumerKey: 'key', signingKey: rsaPem, signatureMethod: 'RSA-SHA256', bodyHash: 'yes' },
      ),
    ),
    theirs: (body) => () =>
      MastercardOAuth.getAuthorizationHeader(url, method(body), body ?? '', 'key', rsaPem),
  },
  'OAuth 1.0a HMAC-SHA1': {
    than: 'oauth-1.0a',
    oneSize: true,
    ours: atOnce(signerOf(oauth1, { version: '1.0' }, tokens)),
    theirs: (body) => () =>
      theirOauth.toHeader(theirOauth.authorize({ method: method(body), url }, { key: 'token', secret })),
  },
}
