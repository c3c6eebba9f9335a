import { choice, required, secret, setting } from '../shared/scheme.js'
import { ALGORITHMS } from './algorithms.js'

/** What is said of a signature (RFC 9421 section 2.3). */
export const PARAMETERS = ['created', 'expires', 'nonce', 'alg', 'keyid', 'tag']

export const settings = [
  setting('keyId', 'the id of the key (keyid)', required),
  setting('algorithm', 'the algorithm; by default the one that the key is for', {
    kind: 'choice',
    choices: ALGORITHMS,
  }),
  setting('secret', 'the shared secret of hmac-sha256, in base64', secret),
  choice('secretEncoding', 'text: the secret is used as it stands', ['base64', 'text']),
  setting('signingKey', 'the private key of the other algorithms: PEM or JWK', { ...secret, kind: 'pem' }),
  setting('components', 'what is covered, in order, as in "@query-param";name="q"', {
    kind: 'list',
    default: '@method, @target-uri, content-digest',
  }),
  setting('parameters', `what is said of the signature, in order: of ${PARAMETERS.join(', ')}`, {
    kind: 'list',
    default: 'created, keyid',
  }),
  setting('expiresAfter', 'how many seconds a signature holds, if it says so (expires)', {
    kind: 'number',
    default: '300',
  }),
  setting('label', 'the label of the signature', { default: 'sig1' }),
  setting('tag', 'the tag of the application'),
  choice('digest', 'the hash of Content-Digest', ['sha-256', 'sha-512']),
  choice('verifyResponses', 'whether responses have to be signed', ['no', 'yes']),
  setting('responseKey', 'the public key that responses are signed for: PEM or JWK; by default the secret', {
    kind: 'pem',
  }),
  setting('responseComponents', 'what the signature of a response has to cover', {
    kind: 'list',
    default: '@status, content-digest',
  }),
]
