// Schemes by HMAC that sign the whole request.
import { createHash } from 'node:crypto'
import { awsSigV4 } from '@countersign/schemes/aws-sigv4'
import { edgegrid } from '@countersign/schemes/edgegrid'
import { hawk } from '@countersign/schemes/hawk'
import { httpSignatures } from '@countersign/schemes/http-signatures'
import EdgeGrid from 'akamai-edgegrid'
import aws4 from 'aws4'
import Hawk from 'hawk'
import { createSigner as createTheirs, httpbis } from 'http-message-signatures'
import { atOnce, base64Secret, host, method, path, secret, shared, signerOf, typed, url } from './request.mjs'

const aws = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret }
const region = { region: 'eu-central-1', service: 'execute-api' }
const edgeTheirs = new EdgeGrid('client', secret, 'access', host)
const components = (body) => ['@method', '@target-uri', ...(body === undefined ? [] : ['content-digest'])]
const digestOf = (body) =>
  body === undefined
    ? {}
    : { 'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:` }

export const hmacSchemes = {
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
}
