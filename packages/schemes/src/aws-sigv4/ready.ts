import { type Bytes, type Configured, compactDate, type Url, type Values } from '@countersign/core'
import { lastOf, lastOfHeaders } from '../shared/last.js'
import { canonicalHeaders, type SignedHeaders } from './canonical.js'
import { type Target, targetOf } from './target.js'

/** What is made of the settings. */
export interface Ready {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
  readonly region: string
  readonly service: string
  readonly form: 'header' | 'query'
  readonly isUnsigned: boolean
  readonly expires: string
  readonly signsToken: boolean
  readonly provider: Configured
  /** The derived key of a day. */
  readonly derived: { date: string; key: Bytes }
  readonly timeOf: (second: number) => Time
  /** @throws {CountersignError} `invalid-url` on a URL that is signed already */
  readonly targetOf: (url: Url) => Target
  readonly headersOf: (...made: Parameters<typeof canonicalHeaders>) => SignedHeaders
}

/** A second as it is written, and the credential scope of its day. */
export interface Time {
  readonly dateTime: string
  readonly date: string
  readonly scope: string
}

export function setup(values: Values, _tools: unknown, provider: Configured): Ready {
  const { region = '', service = '', sessionToken } = values
  const signsToken = values.signSessionToken !== 'no'
  const form = values.form === 'query' ? 'query' : 'header'
  const addsToken = form === 'header' && !signsToken && sessionToken
  const without = addsToken ? 'x-amz-security-token' : undefined
  return {
    accessKeyId: values.accessKeyId ?? '',
    secretAccessKey: values.secretAccessKey ?? '',
    sessionToken,
    region,
    service,
    form,
    isUnsigned: values.payload === 'unsigned',
    expires: values.expires ?? '',
    signsToken,
    provider,
    derived: { date: '', key: new Uint8Array() },
    timeOf: lastOf((second) => timeOf(second, `${region}/${service}/aws4_request`)),
    targetOf: lastOf((url) => targetOf(url, service, provider)),
    headersOf: lastOfHeaders((headers, added, authority) =>
      canonicalHeaders(headers, added, authority, without),
    ),
  }
}

function timeOf(second: number, scope: string): Time {
  const dateTime = compactDate(second)
  const date = dateTime.slice(0, 8)
  return { dateTime, date, scope: `${date}/${scope}` }
}
