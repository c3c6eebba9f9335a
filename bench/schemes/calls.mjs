// Each scheme and the library that people use for it: calls that sign one request, ours and theirs.
import { createHash, createHmac, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createSigner, fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { awsSigV4 } from '@countersign/schemes/aws-sigv4'
import { azureSharedKey } from '@countersign/schemes/azure-shared-key'
import { dpop } from '@countersign/schemes/dpop'
import { edgegrid } from '@countersign/schemes/edgegrid'
import { hawk } from '@countersign/schemes/hawk'
import { httpSignatures } from '@countersign/schemes/http-signatures'
import { detachedJws, signedClaims } from '@countersign/schemes/jws'
import { oauth1 } from '@countersign/schemes/oauth1'
import EdgeGrid from 'akamai-edgegrid'
import aws4 from 'aws4'
import Hawk from 'hawk'
import { createSigner as createTheirs, httpbis } from 'http-message-signatures'
import { exportJWK, FlattenedSign, importPKCS8, SignJWT } from 'jose'
import MastercardOAuth from 'mastercard-oauth1-signer'
import OAuth from 'oauth-1.0a'

const host = 'api.example.com'
const path = '/v1/things?b=2&a=x%20y'
const url = `https://${host}${path}`
const secret = 'k'.repeat(40)
const shared = Buffer.from(secret)
const base64Secret = shared.toString('base64')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = ({ privateKey }) => privateKey.export({ type: 'pkcs8', format: 'pem' })
const [rsaPem, ecPem] = [pem(rsa), pem(ec)]
const ecKey = await importPKCS8(ecPem, 'ES256')
const ecJwk = await exportJWK(createPublicKey(ecPem))

const method = (body) => (body === undefined ? 'GET' : 'POST')
const typed = (body) => (body === undefined ? {} : { 'Content-Type': 'application/json' })

export const request = (body, headers = typed(body)) => ({
  method: method(body),
  url,
  headers: Object.entries(headers),
  body,
})

function signerOf(make, options, settings) {
  const provider = make({ id: 'bench', hosts: ['example.com'], ...options })
  return createSigner({ providers: [provider], settings: fromObject(provider, settings), host: nodeHost() })
}

/** Ours, at once or after a signature by a key that has to be waited for. */
const atOnce = (signer) => (body) => {
  const asked = request(body)
  return () => signer.sign(asked)
}
const later = (signer) => (body) => {
  const asked = request(body)
  return () => signer.apply(asked)
}

const aws = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret }
const region = { region: 'eu-central-1', service: 'execute-api' }
const tokens = { consumerKey: 'key', consumerSecret: secret, token: 'token', tokenSecret: secret }
const theirOauth = new OAuth({
  consumer: { key: 'key', secret },
  signature_method: 'HMAC-SHA1',
  hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
})
const edgeTheirs = new EdgeGrid('client', secret, 'access', host)
const components = (body) => ['@method', '@target-uri', ...(body === undefined ? [] : ['content-digest'])]
const digestOf = (body) =>
  body === undefined
    ? {}
    : { 'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:` }
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

/** Name → { than, ours, theirs }; `oneSize` if the body is not signed. Ours and theirs take a body and give a call. */
export const schemes = {
  'AWS SigV4': {
    than: 'aws4',
    ours: atOnce(signerOf(awsSigV4, region, aws)),
    theirs: (body) => () =>
      aws4.sign({ host, path, method: method(body), body, ...region, headers: typed(body) }, aws),
  },
  Hawk: {
    than: 'hawk',
    ours: atOnce(signerOf(hawk, {}, { id: 'id', key: secret })),
    theirs: (body) => () =>
      Hawk.client.header(url, method(body), {
        credentials: { id: 'id', key: secret, algorithm: 'sha256' },
        ...(body !== undefined && { payload: body, contentType: 'application/json' }),
      }),
  },
  EdgeGrid: {
    than: 'akamai-edgegrid',
    ours: atOnce(
      signerOf(edgegrid, {}, { clientToken: 'client', clientSecret: secret, accessToken: 'access' }),
    ),
    theirs: (body) => () => edgeTheirs.auth({ path, method: method(body), body, headers: {} }),
  },
  'HTTP Message Signatures': {
    than: 'http-message-signatures',
    ours: (body) =>
      atOnce(
        signerOf(httpSignatures, { components: components(body) }, { keyId: 'key', secret: base64Secret }),
      )(body),
    theirs: (body) => () =>
      httpbis.signMessage(
        {
          key: createTheirs(shared, 'hmac-sha256', 'key'),
          fields: components(body),
          params: ['created', 'keyid'],
        },
        { method: method(body), url, headers: digestOf(body) },
      ),
  },
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
      const options = { tokenUrl: `https://auth.example.com/token`, clientAuth: 'none' }
      const signer = signerOf(dpop, options, { clientId: 'client', signingKey: ecPem })
      const asked = request(body, { Authorization: 'DPoP token' })
      return () => signer.apply(asked)
    },
    theirs: () => () => dpopTheirs('token'),
  },
}

const storage = 'account.blob.core.windows.net'
const blob = (body) => ({
  method: 'PUT',
  url: `https://${storage}/container/blob`,
  headers: [
    ['Content-Type', 'text/plain'],
    ['x-ms-blob-type', 'BlockBlob'],
  ],
  body,
})

/** No library of npm gives Azure's SharedKey by itself: by hand, as Microsoft's page has it. */
function sharedKeyByHand(body) {
  const date = new Date().toUTCString()
  const headers = `x-ms-blob-type:BlockBlob\nx-ms-date:${date}\nx-ms-version:2021-12-02`
  const length = Buffer.byteLength(body)
  const text = `PUT\n\n\n${length}\n\ntext/plain\n\n\n\n\n\n\n${headers}\n/account/container/blob`
  const signature = createHmac('sha256', shared).update(text).digest('base64')
  return { 'x-ms-date': date, 'x-ms-version': '2021-12-02', Authorization: `SharedKey account:${signature}` }
}

export const sharedKey = {
  ours(body) {
    const options = { hosts: [storage] }
    const signer = signerOf(azureSharedKey, options, { account: 'account', key: base64Secret })
    const asked = blob(body)
    return () => signer.sign(asked)
  },
  theirs: (body) => () => sharedKeyByHand(body),
}
