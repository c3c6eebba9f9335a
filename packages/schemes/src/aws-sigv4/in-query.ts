import { type Call, headerValue, type Patch } from '@countersign/core'
import { canonicalQuery } from './canonical.js'
import type { Ready } from './ready.js'
import { ALGORITHM, payloadHash, signatureOf, UNSIGNED } from './signature.js'

/** Signs in the query: a presigned URL. */
export function inQuery(call: Call<Ready>): Patch {
  const { request, url, settings, host } = call
  const { sessionToken, signsToken, expires } = settings
  const { uri } = settings.targetOf(url)
  const time = settings.timeOf(Math.floor(host.now()))
  const signed = settings.headersOf(request.headers, [], url.authority)
  const parameters: [string, string][] = [
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Credential', `${settings.accessKeyId}/${time.scope}`],
    ['X-Amz-Date', time.dateTime],
  ]
  if (!/(^|&)X-Amz-Expires=/.test(url.query)) parameters.push(['X-Amz-Expires', expires])
  const token: [string, string][] = sessionToken ? [['X-Amz-Security-Token', sessionToken]] : []
  if (signsToken) parameters.push(...token)
  parameters.push(['X-Amz-SignedHeaders', signed.names])
  const target = { uri, query: canonicalQuery(url.query, parameters) }
  const payload = settings.service === 's3' ? UNSIGNED : payloadHash(call)
  const signature = signatureOf(call, { time, signed, target, payload })
  const last: [string, string][] = signsToken ? [] : token
  return {
    query: [...parameters, ...last, ['X-Amz-Signature', signature]],
    ...(headerValue(request.headers, 'Authorization') !== undefined && { drop: ['Authorization'] }),
  }
}
