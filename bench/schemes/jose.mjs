// JWS and JWT, against jose.
import { createHash, createPublicKey, randomUUID } from 'node:crypto'
import { promiseOf } from '@countersign/core'
import { dpop } from '@countersign/schemes/dpop'
import { detachedJws, signedClaims } from '@countersign/schemes/jws'
import { clientSecretJwt, privateKeyJwt } from '@countersign/schemes/private-key-jwt'
import { exportJWK, FlattenedSign, importPKCS8, SignJWT } from 'jose'
import {
  atOnce,
  base64Secret,
  ecPem,
  host,
  later,
  request,
  secret,
  shared,
  signerOf,
  url,
} from './request.mjs'

const tokenUrl = 'https://auth.example.com/token'
const ecKey = await importPKCS8(ecPem, 'ES256')
const ecJwk = await exportJWK(createPublicKey(ecPem))
const dpopTheirs = (authorization) =>
  new SignJWT({
    htm: 'POST',
    htu: `https://${host}/v1/things`,
    jti: randomUUID(),
    ath: createHash('sha256').update(authorization).digest('base64url'),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: ecJwk })
    .setIssuedAt()
    .sign(ecKey)

/** The form of a token request by a client assertion (RFC 7523 section 2.2). */
async function assertionTheirs(alg, key) {
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg, typ: 'JWT' })
    .setIssuer('client')
    .setSubject('client')
    .setAudience(tokenUrl)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(key)
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  const parameters = { client_assertion_type: type, client_assertion: assertion }
  return String(new URLSearchParams({ grant_type: 'client_credentials', ...parameters }))
}

/** Makes token requests: no token is kept. */
function assertionOurs(make, settings) {
  const source = signerOf(make, { tokenUrl }, { clientId: 'client', ...settings }).tokens(url)
  return source.request ? () => source.request() : () => promiseOf(source.requestAsync())
}

export const joseSchemes = {
  'detached JWS ES256': {
    than: 'jose',
    ours: later(signerOf(detachedJws, {}, { keyId: 'key', signingKey: ecPem })),
    theirs:
      (body = '') =>
      () =>
        new FlattenedSign(Buffer.from(body))
          .setProtectedHeader({ alg: 'ES256', kid: 'key', b64: false, crit: ['b64'] })
          .sign(ecKey),
  },
  'signed claims HS256': {
    than: 'jose',
    oneSize: true,
    ours: atOnce(signerOf(signedClaims, { bind: [] }, { secret: base64Secret })),
    theirs: () => () =>
      new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuedAt()
        .setExpirationTime('60s')
        .sign(shared),
  },
  'DPoP ES256, a proof': {
    than: 'jose',
    oneSize: true,
    ours(body) {
      const options = { tokenUrl, clientAuth: 'none' }
      const signer = signerOf(dpop, options, { clientId: 'client', signingKey: ecPem })
      const asked = request(body, { Authorization: 'DPoP token' })
      return () => signer.apply(asked)
    },
    theirs: () => () => dpopTheirs('token'),
  },
  'private_key_jwt ES256, a token request': {
    than: 'jose',
    hasNoBody: true,
    ours: () => assertionOurs(privateKeyJwt, { signingKey: ecPem }),
    theirs: () => () => assertionTheirs('ES256', ecKey),
  },
  'client_secret_jwt HS256, a token request': {
    than: 'jose',
    hasNoBody: true,
    ours: () => assertionOurs(clientSecretJwt, { clientSecret: secret }),
    theirs: () => () => assertionTheirs('HS256', shared),
  },
}
