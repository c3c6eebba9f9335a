import { ASYMMETRIC, SYMMETRIC } from '../shared/jose.js'
import { choice, secret, setting } from '../shared/scheme.js'

const keys = [
  setting('keyId', 'the id of the key (kid)'),
  setting('algorithm', 'the algorithm (alg); by default the one that the key is for', {
    kind: 'choice',
    choices: [...SYMMETRIC, ...ASYMMETRIC],
  }),
  setting('secret', 'the secret of the HS algorithms: base64, base64url or a JWK', secret),
  choice('secretEncoding', 'text: the secret is used as it stands', ['base64', 'text']),
  setting('signingKey', 'the private key of the other algorithms: PEM or JWK', { ...secret, kind: 'pem' }),
]

export const detachedSettings = [
  ...keys,
  setting('header', 'the header that carries it', { default: 'x-jws-signature' }),
  choice('payload', 'unencoded: as in RFC 7797', ['unencoded', 'encoded']),
  setting('typ', 'the type (typ) of the JWS, as in JOSE'),
]

export const claimSettings = [
  ...keys,
  setting('issuer', 'who signs (iss)'),
  setting('subject', 'for whom (sub)'),
  setting('audience', 'for which API (aud)'),
  setting('lifetime', 'how many seconds the claims hold (exp)', { kind: 'number', default: '60' }),
  setting('header', 'the header that carries them', { default: 'Authorization' }),
]
