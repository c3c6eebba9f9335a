import { type Call, type Header, headerValue, type Patch } from '@countersign/core'
import type { Ready } from './ready.js'
import { ALGORITHM, payloadHash, signatureOf } from './signature.js'

/** Signs in the Authorization header. */
export function inHeader(call: Call<Ready>): Patch {
  const { request, url, settings, host } = call
  const { sessionToken, signsToken } = settings
  const target = settings.targetOf(url)
  const time = settings.timeOf(Math.floor(host.now()))
  const payload = payloadHash(call)
  const headers: Header[] = [['X-Amz-Date', time.dateTime]]
  if (sendsPayloadHash(call)) headers.push(['X-Amz-Content-Sha256', payload])
  const token: Header = ['X-Amz-Security-Token', sessionToken ?? '']
  const added = sessionToken && signsToken ? headers.concat([token]) : headers
  const signed = settings.headersOf(request.headers, added, url.authority)
  const signature = signatureOf(call, { time, signed, target, payload })
  headers.push([
    'Authorization',
    `${ALGORITHM} Credential=${settings.accessKeyId}/${time.scope}, SignedHeaders=${signed.names}, Signature=${signature}`,
  ])
  return sessionToken ? { headers: headers.concat([token]), secrets: ['X-Amz-Security-Token'] } : { headers }
}

const sendsPayloadHash = ({ request, settings: { service, isUnsigned } }: Call<Ready>) =>
  service === 's3' || isUnsigned || headerValue(request.headers, 'X-Amz-Content-Sha256') !== undefined
