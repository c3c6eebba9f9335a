import {
  type Bytes,
  type Call,
  type Configured,
  CountersignError,
  compactDate,
  type Header,
  headerValue,
  type Patch,
  type Provider,
} from '@countersign/core'
import { canonicalHeaders, canonicalQuery, canonicalUri, type SignedHeaders } from './aws-sigv4/canonical.js'
import { settings } from './aws-sigv4/settings.js'
import { type SchemeOptions, schemeProvider } from './shared/scheme.js'

/**
 * The settings that are the same for everyone may be options: `service: 's3'`.
 * @example const options: AwsSigV4Options = { id: 'bucket', hosts: ['s3.amazonaws.com'], service: 's3', region: 'eu-central-1' }
 */
export interface AwsSigV4Options extends SchemeOptions {
  readonly region?: string
  readonly service?: string
  readonly form?: 'header' | 'query'
  readonly payload?: 'signed' | 'unsigned'
  /** Seconds for which a request in query form holds. Default 3600. */
  readonly expires?: number | string
  readonly signSessionToken?: 'yes' | 'no'
}

interface Ready {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
  readonly region: string
  readonly service: string
  readonly form: 'header' | 'query'
  readonly isUnsigned: boolean
  readonly expires: string
  readonly signsToken: boolean
  /** The derived key of a day. */
  readonly derived: { date: string; key: Bytes }
  readonly provider: Configured
}

const ALGORITHM = 'AWS4-HMAC-SHA256'
const UNSIGNED = 'UNSIGNED-PAYLOAD'

/**
 * AWS Signature Version 4, in a header or in the query, with session tokens, unsigned payloads and the paths of S3.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @throws {CountersignError} `invalid-provider` on an option that is not known; requests: `invalid-url` on a URL that
 * is presigned already
 * @example export default awsSigV4({ id: 'bucket', hosts: ['s3.eu-central-1.amazonaws.com'], service: 's3' })
 */
export function awsSigV4(options: AwsSigV4Options): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['AWS IAM User Guide: Create a signed AWS API request (Signature Version 4)'],
      settings,
      written:
        options.form === 'query'
          ? { now: { query: 'X-Amz-Date', as: '(\\d{8}T\\d{6}Z)' } }
          : { now: { header: 'X-Amz-Date', as: '(\\d{8}T\\d{6}Z)' }, maxAge: 300 },
      setup: (values, _tools, provider) => ({
        accessKeyId: values.accessKeyId ?? '',
        secretAccessKey: values.secretAccessKey ?? '',
        sessionToken: values.sessionToken,
        region: values.region ?? '',
        service: values.service ?? '',
        form: values.form === 'query' ? 'query' : 'header',
        isUnsigned: values.payload === 'unsigned',
        expires: values.expires ?? '',
        signsToken: values.signSessionToken !== 'no',
        derived: { date: '', key: new Uint8Array() },
        provider,
      }),
      needs: ({ settings: { isUnsigned, form } }) => ({
        body: !isUnsigned,
        waits: false,
        how: `${ALGORITHM} in ${form === 'query' ? 'the query' : 'a header'}`,
      }),
      sign: (call) => (call.settings.form === 'query' ? inQuery(call) : inHeader(call)),
    },
    options,
  )
}

function inHeader(call: Call<Ready>): Patch {
  const { request, url, settings, host } = call
  const { sessionToken, signsToken } = settings
  checkPresigned(call)
  const dateTime = compactDate(host.now())
  const payload = payloadHash(call)
  const headers: Header[] = [['X-Amz-Date', dateTime]]
  if (sendsPayloadHash(call)) headers.push(['X-Amz-Content-Sha256', payload])
  const token: Header[] = sessionToken ? [['X-Amz-Security-Token', sessionToken]] : []
  const added = signsToken ? headers.concat(token) : headers
  const without = signsToken || token.length === 0 ? undefined : 'x-amz-security-token'
  const signed = canonicalHeaders(request.headers, added, url.authority, without)
  const scope = `${dateTime.slice(0, 8)}/${settings.region}/${settings.service}/aws4_request`
  const query = canonicalQuery(url.query)
  const signature = signatureOf(call, { dateTime, scope, signed, query, payload })
  headers.push([
    'Authorization',
    `${ALGORITHM} Credential=${settings.accessKeyId}/${scope}, SignedHeaders=${signed.names}, Signature=${signature}`,
  ])
  return token.length > 0
    ? { headers: headers.concat(token), secrets: ['X-Amz-Security-Token'] }
    : { headers }
}

function inQuery(call: Call<Ready>): Patch {
  const { request, url, settings, host } = call
  const { sessionToken, signsToken, expires } = settings
  checkPresigned(call)
  const dateTime = compactDate(host.now())
  const scope = `${dateTime.slice(0, 8)}/${settings.region}/${settings.service}/aws4_request`
  const signed = canonicalHeaders(request.headers, [], url.authority)
  const parameters: [string, string][] = [
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Credential', `${settings.accessKeyId}/${scope}`],
    ['X-Amz-Date', dateTime],
  ]
  if (!/(^|&)X-Amz-Expires=/.test(url.query)) parameters.push(['X-Amz-Expires', expires])
  const token: [string, string][] = sessionToken ? [['X-Amz-Security-Token', sessionToken]] : []
  if (signsToken) parameters.push(...token)
  parameters.push(['X-Amz-SignedHeaders', signed.names])
  const query = canonicalQuery(url.query, parameters)
  const payload = settings.service === 's3' ? UNSIGNED : payloadHash(call)
  const signature = signatureOf(call, { dateTime, scope, signed, query, payload })
  const last: [string, string][] = signsToken ? [] : token
  return {
    query: [...parameters, ...last, ['X-Amz-Signature', signature]],
    ...(headerValue(request.headers, 'Authorization') !== undefined && { drop: ['Authorization'] }),
  }
}

/** The text behind a signature that somebody else made: AWS takes one way of signing only. */
function checkPresigned({ url, settings: { provider } }: Call<Ready>): void {
  const found = /(?:^|&)(X-Amz-(?:Signature|Credential|Algorithm))=/i.exec(url.query)?.[1]
  if (!found) return
  throw new CountersignError(
    'invalid-url',
    `${provider.name}: the URL is signed already: its query has ${found}. Take the X-Amz-… parameters of the signature out of it.`,
    provider.id,
  )
}

const sendsPayloadHash = ({ request, settings: { service, isUnsigned } }: Call<Ready>) =>
  service === 's3' || isUnsigned || headerValue(request.headers, 'X-Amz-Content-Sha256') !== undefined

function payloadHash({ request, settings: { isUnsigned }, host }: Call<Ready>): string {
  if (isUnsigned) return UNSIGNED
  const given = headerValue(request.headers, 'X-Amz-Content-Sha256')
  // UNSIGNED-PAYLOAD or a kind of streaming; a hash is made anew, since the body may have changed.
  if (given !== undefined && /^(UNSIGNED|STREAMING)-/.test(given)) return given
  return host.hash('SHA-256', [request.body], 'hex')
}

interface Parts {
  readonly dateTime: string
  readonly scope: string
  readonly signed: SignedHeaders
  readonly query: string
  readonly payload: string
}

function signatureOf(call: Call<Ready>, { dateTime, scope, signed, query, payload }: Parts): string {
  const { request, url, settings, host, trace } = call
  const uri = canonicalUri(url.path, settings.service)
  const canonicalRequest = `${request.method.toUpperCase()}\n${uri}\n${query}\n${signed.text}\n${signed.names}\n${payload}`
  const hashed = host.hash('SHA-256', [canonicalRequest], 'hex')
  const stringToSign = `${ALGORITHM}\n${dateTime}\n${scope}\n${hashed}`
  const signature = host.hmac('SHA-256', signingKey(call, dateTime.slice(0, 8)), [stringToSign], 'hex')
  if (trace) {
    trace('canonicalRequest', canonicalRequest)
    trace('credentialScope', scope)
    trace('stringToSign', stringToSign)
    trace('signature', signature)
  }
  return signature
}

/** The key derived for a day, region and service; made once a day. */
function signingKey({ settings, host }: Call<Ready>, date: string): Bytes {
  const { derived, secretAccessKey, region, service } = settings
  if (derived.date === date) return derived.key
  const hmac = (key: Bytes | string, text: string) => host.hmacBytes('SHA-256', key, [text])
  const dateKey = hmac(`AWS4${secretAccessKey}`, date)
  derived.key = hmac(hmac(hmac(dateKey, region), service), 'aws4_request')
  derived.date = date
  return derived.key
}
