import { createHash } from 'node:crypto'
import { sha256, wrong } from './sign.js'

const body = '{\n  "a": 1\n}'
const hash = (says: string) => `oauth_body_hash: ${says}`

/** Another body hash than the SHA-256 of what is sent, in base64. */
export const mastercardOauthBodyHashes = [
  wrong(
    'no oauth_body_hash',
    hash('it is missing; expected the SHA-256 of the body in base64, of nothing too'),
    { oauth: { oauth_body_hash: undefined } },
  ),
  wrong(
    'the body pretty-printed after it was hashed',
    hash('it is not the hash of the body that was sent; it matches when the JSON of the body is minified'),
    { body, hashed: '{"a":1}' },
  ),
  wrong(
    'the body changed after it was hashed',
    hash(
      'it is not the hash of the body: the body was changed after it was hashed, or hashed in another way',
    ),
    { body: '{"amount":100}', hashed: '{"amount":10}' },
  ),
  wrong(
    'the hash of {} for a GET',
    hash(
      'it is not the hash of the body that was sent; it matches when the body is "{}", though nothing is sent',
    ),
    { hashed: '{}' },
  ),
  wrong(
    'the hash of nothing for a body',
    hash('it is not the hash of the body that was sent; it matches when the body is empty'),
    { body, hashed: '' },
  ),
  wrong('the hash in hex', hash('it is in hex; expected base64'), {
    body,
    bodyHash: (text) => sha256(text).toString('hex'),
  }),
  wrong('base64 of the hex digits', hash('it is in base64 of the hex digits; expected base64'), {
    body,
    bodyHash: (text) => Buffer.from(sha256(text).toString('hex')).toString('base64'),
  }),
  wrong('the hash in base64url', hash('it is in base64url; expected base64'), {
    body: '{"a":2}',
    bodyHash: (text) => sha256(text).toString('base64url'),
  }),
  wrong('SHA-1, as the draft of body hashes says', hash('it is a SHA-1; expected a SHA-256'), {
    body,
    bodyHash: (text) => createHash('sha1').update(text).digest('base64'),
  }),
  wrong('SHA-512', hash('it is a SHA-512; expected a SHA-256'), {
    body,
    bodyHash: (text) => createHash('sha512').update(text).digest('base64'),
  }),
  wrong('SHA-512 in hex', hash('it is a SHA-512; expected a SHA-256, and it is in hex; expected base64'), {
    body,
    bodyHash: (text) => createHash('sha512').update(text).digest('hex'),
  }),
]
