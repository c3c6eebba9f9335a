import { headerValue } from '@countersign/core'
import { withoutFragment } from '../../resign/unsigned.js'
import { bodyOf, type Signature, type Signed, type Standard, type StandardReading } from '../standard.js'
import { decode, hashOf, hmac, pairsOf } from '../text.js'
import { Problems } from '../words.js'
import {
  type AwsDraft,
  canonicalQuery,
  canonicalRequest,
  derived,
  once,
  stringToSign,
  twice,
} from './canonical.js'
import { type AwsFields, awsFields } from './fields.js'
import { awsVariations } from './variations.js'

/** AWS Signature Version 4 (IAM User Guide, "Create a signed AWS API request"). */
export const awsSigV4Standard: Standard = {
  sends: () => ['sessionToken'],
  settings: ['accessKeyId', 'secretAccessKey', 'region', 'service', 'signSessionToken'],
  how: ({ call: { request } }) =>
    `AWS4-HMAC-SHA256 in ${/[?&]X-Amz-Signature=/i.test(request.url) ? 'the query' : 'a header'}`,
  read(signed): StandardReading {
    const problems = new Problems()
    const fields = awsFields(signed, problems)
    const time = fields?.time
    return {
      problems: problems.all,
      notes: fields?.notes ?? [],
      ...(time && { time }),
      ...(fields && { signature: signatureOf(signed, fields) }),
    }
  },
}

function signatureOf(signed: Signed, fields: AwsFields): Signature<AwsDraft> {
  return {
    name: fields.inQuery ? 'X-Amz-Signature' : 'Signature',
    sent: fields.signature,
    draft: draftOf(signed, fields),
    input: canonicalRequest,
    expected: (draft) =>
      hmac('sha256', draft.signingKey(draft), draft.stringToSign(draft, canonicalRequest(draft))),
    encoding: 'hex',
    variations: () => awsVariations(signed, fields),
  }
}

function draftOf(signed: Signed, fields: AwsFields): AwsDraft {
  const { call, values } = signed
  const { method, headers, url } = withoutFragment(call.request)
  const [path = '/', query = ''] = [call.url.path, url.split('?').slice(1).join('?')]
  const own = pairsOf(query).filter(([name]) => decode(name) !== 'X-Amz-Signature')
  const late = fields.lateToken ? own.filter(([name]) => decode(name) !== 'X-Amz-Security-Token') : own
  const scope = fields.scope.slice(1)
  const withHost =
    headerValue(headers, 'Host') === undefined ? [...headers, ['Host', call.url.authority] as const] : headers
  return {
    method: method.toUpperCase(),
    path,
    uri: (scope[2] ?? values.service) === 's3' ? once : twice,
    query: (fields.inQuery ? late : pairsOf(query)).map(([name, value]) => `${name}=${value}`).join('&'),
    canonicalQuery,
    headers: withHost,
    signedHeaders: fields.signedHeaders,
    payload: fields.payload ?? hashOf('sha256', bodyOf(signed)),
    dateTime: fields.dateTime,
    scope,
    keyScope: scope,
    secret: Buffer.from(values.secretAccessKey ?? ''),
    signingKey: derived,
    canonical: (text) => text,
    stringToSign,
  }
}
