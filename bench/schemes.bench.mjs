// Each scheme on Node against the library that people use for it, side by side in one run.
import { createHash, createHmac, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createSigner, fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { awsSigV4 } from '@countersign/schemes/aws-sigv4'
import { edgegrid } from '@countersign/schemes/edgegrid'
import { hawk } from '@countersign/schemes/hawk'
import { httpSignatures } from '@countersign/schemes/http-signatures'
import { detachedJws, signedClaims } from '@countersign/schemes/jws'
import { oauth1 } from '@countersign/schemes/oauth1'
import EdgeGrid from 'akamai-edgegrid'
import aws4 from 'aws4'
import Hawk from 'hawk'
import { createSigner as createTheirs, httpbis } from 'http-message-signatures'
import { FlattenedSign, importPKCS8, SignJWT } from 'jose'
import MastercardOAuth from 'mastercard-oauth1-signer'
import OAuth from 'oauth-1.0a'
import { compare } from './ratio.mjs'

export const title = 'Node: schemes against libraries, 1 KB'

const body = JSON.stringify({ text: 'x'.repeat(1024 - 11) })
const path = '/v1/things?b=2&a=x%20y'
const url = `https://api.example.com${path}`
const headers = [['Content-Type', 'application/json']]
const request = { method: 'POST', url, headers, body }
const secret = 'k'.repeat(40)

function signerOf(make, options, settings) {
  const provider = make({ id: 'bench', hosts: ['example.com'], ...options })
  return createSigner({ providers: [provider], settings: fromObject(provider, settings), host: nodeHost() })
}

const aws = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret }
const sigV4 = signerOf(awsSigV4, { region: 'eu-central-1', service: 'execute-api' }, aws)
const sigV4Theirs = () =>
  aws4.sign(
    {
      host: 'api.example.com',
      path,
      method: 'POST',
      body,
      service: 'execute-api',
      region: 'eu-central-1',
      headers: { 'Content-Type': 'application/json' },
    },
    aws,
  )

const tokens = { consumerKey: 'key', consumerSecret: secret, token: 'token', tokenSecret: secret }
const oauth = signerOf(oauth1, { version: '1.0' }, tokens)
const oauthTheirs = new OAuth({
  consumer: { key: 'key', secret },
  signature_method: 'HMAC-SHA1',
  hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
})
const oauthSign = () =>
  oauthTheirs.toHeader(oauthTheirs.authorize({ method: 'POST', url }, { key: 'token', secret }))

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = ({ privateKey }) => privateKey.export({ type: 'pkcs8', format: 'pem' })
const rsaOauth = signerOf(
  oauth1,
  {},
  { consumerKey: 'key', signingKey: pem(rsa), signatureMethod: 'RSA-SHA256', bodyHash: 'yes' },
)
const rsaPem = pem(rsa)
const rsaTheirs = () => MastercardOAuth.getAuthorizationHeader(url, 'POST', body, 'key', rsaPem)

const hawkOurs = signerOf(hawk, {}, { id: 'id', key: secret })
const hawkTheirs = () =>
  Hawk.client.header(url, 'POST', {
    credentials: { id: 'id', key: secret, algorithm: 'sha256' },
    payload: body,
    contentType: 'application/json',
  })

const akamai = { clientToken: 'client', clientSecret: secret, accessToken: 'access' }
const edge = signerOf(edgegrid, {}, akamai)
const edgeTheirs = new EdgeGrid('client', secret, 'access', 'api.example.com')
const edgeSign = () => edgeTheirs.auth({ path, method: 'POST', body, headers: {} })

const components = ['@method', '@target-uri', 'content-digest']
const shared = Buffer.from(secret)
const httpsig = signerOf(httpSignatures, { components }, { keyId: 'key', secret: shared.toString('base64') })
const httpsigTheirs = () =>
  httpbis.signMessage(
    { key: createTheirs(shared, 'hmac-sha256', 'key'), fields: components, params: ['created', 'keyid'] },
    {
      method: 'POST',
      url,
      headers: { 'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:` },
    },
  )

const jws = signerOf(detachedJws, {}, { keyId: 'key', signingKey: pem(ec) })
const jwsKey = await importPKCS8(pem(ec), 'ES256')
const jwsTheirs = () =>
  new FlattenedSign(Buffer.from(body))
    .setProtectedHeader({ alg: 'ES256', kid: 'key', b64: false, crit: ['b64'] })
    .sign(jwsKey)
const claims = signerOf(signedClaims, { bind: [] }, { secret: shared.toString('base64') })
const claimsTheirs = () =>
  new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(shared)

export default async function run() {
  const ours = (signer) => () => signer.sign(request)
  const later = (signer) => () => signer.apply(request)
  const than = (name) => ({ than: name, atLeast: 1 })
  const missed = [
    await compare('AWS SigV4', ours(sigV4), sigV4Theirs, than('aws4')),
    await compare('OAuth 1.0a HMAC-SHA1', ours(oauth), oauthSign, than('oauth-1.0a')),
    await compare('OAuth 1.0a RSA-SHA256', later(rsaOauth), rsaTheirs, than('mastercard-oauth1-signer')),
    await compare('Hawk', ours(hawkOurs), hawkTheirs, than('hawk')),
    await compare('EdgeGrid', ours(edge), edgeSign, than('akamai-edgegrid')),
    await compare('HTTP Message Signatures', ours(httpsig), httpsigTheirs, than('http-message-signatures')),
    await compare('detached JWS ES256', later(jws), jwsTheirs, than('jose')),
    await compare('signed claims HS256', ours(claims), claimsTheirs, than('jose')),
  ]
  return missed.reduce((sum, one) => sum + one, 0)
}
