import { choice, required, secret, setting } from '../shared/scheme.js'

export const settings = [
  setting('accessKeyId', 'the access key ID, as in AKIDEXAMPLE', required),
  setting('secretAccessKey', 'the secret access key', { ...required, ...secret }),
  setting('sessionToken', 'the session token of temporary credentials', secret),
  setting('region', 'the region, as in eu-central-1', required),
  setting('service', 'the service, as in execute-api or s3', required),
  choice('form', 'where the signature is written: a header, or the query (a presigned URL)', [
    'header',
    'query',
  ]),
  choice('payload', 'whether the body is covered', ['signed', 'unsigned']),
  setting('expires', 'how many seconds a request in query form holds, at most 604800', {
    kind: 'number',
    default: '3600',
  }),
  choice('signSessionToken', 'no: the session token is added after signing, as AWS IoT wants it', [
    'yes',
    'no',
  ]),
]
