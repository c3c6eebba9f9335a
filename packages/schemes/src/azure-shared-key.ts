import {
  type Bytes,
  type Call,
  type Configured,
  fromBase64,
  type Header,
  headerValue,
  httpDate,
  invalidSetting,
  type Patch,
  type Provider,
  type Url,
  type Values,
} from '@countersign/core'
import { blobHeaders, blobString, type HeaderParts } from './azure-shared-key/blob.js'
import { blobResource, tableResource } from './azure-shared-key/resource.js'
import { tableString } from './azure-shared-key/table.js'
import { lastOf, lastOfHeaders } from './shared/last.js'
import { choice, required, type SchemeOptions, schemeProvider, secret, setting } from './shared/scheme.js'

/**
 * The settings that are the same for everyone may be options: `service: 'table'`.
 * @example const options: AzureSharedKeyOptions = { id: 'storage', hosts: ['table.core.windows.net'], service: 'table' }
 */
export interface AzureSharedKeyOptions extends SchemeOptions {
  /** Tables sign fewer parts. Default `blob`. */
  readonly service?: 'blob' | 'queue' | 'file' | 'table'
  /** `x-ms-version` for requests that do not bring one. Default `2021-12-02`. */
  readonly version?: string
}

interface Ready {
  readonly account: string
  readonly key: Bytes
  readonly isTable: boolean
  readonly version: string
  /** Of a second. */
  readonly dateOf: (second: number) => string
  readonly resourceOf: (url: Url) => string
  readonly headersOf: (headers: readonly Header[], own: readonly Header[], text: string) => HeaderParts
}

const settings = [
  setting('account', 'the name of the storage account', required),
  setting('key', 'an access key of the account', { ...required, ...secret, kind: 'base64' }),
  choice('service', 'the service; tables sign fewer parts', ['blob', 'queue', 'file', 'table']),
  setting('version', 'x-ms-version, for requests that do not bring one', { default: '2021-12-02' }),
]

/**
 * Azure Storage with SharedKey: Blob, Queue, File and Table.
 * @see https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `invalid-setting` on a key that is not base64, `invalid-url` on half of a surrogate pair
 * @example export default azureSharedKey({ id: 'storage', hosts: ['blob.core.windows.net'] })
 */
export function azureSharedKey(options: AzureSharedKeyOptions): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['Microsoft Learn: Authorize with Shared Key'],
      settings,
      written: { now: { header: 'x-ms-date', as: '(.+)' }, maxAge: 900 },
      setup,
      // Its length is signed, not its bytes; those may be by Content-MD5.
      needs: () => ({ body: true, waits: false, how: 'SharedKey HMAC-SHA256' }),
      sign,
    },
    options,
  )
}

function setup(
  { account = '', key = '', service, version = '' }: Values,
  _tools: unknown,
  provider: Configured,
): Ready {
  const isTable = service === 'table'
  const resourceOf = isTable ? tableResource : blobResource
  return {
    account,
    key: keyOf(key, provider),
    isTable,
    version,
    dateOf: lastOf(httpDate),
    resourceOf: lastOf((url) => resourceOf(url, account)),
    headersOf: lastOfHeaders(blobHeaders),
  }
}

function keyOf(key: string, provider: Configured): Bytes {
  try {
    return fromBase64(key)
  } catch {
    throw invalidSetting(
      provider,
      'key',
      'is not base64. Copy the access key again, in full, as the portal shows it',
    )
  }
}

function sign(call: Call<Ready>): Patch {
  const { request, url, settings, host, trace } = call
  const date = settings.dateOf(Math.floor(host.now()))
  const headers: Header[] = [['x-ms-date', date]]
  if (headerValue(request.headers, 'x-ms-version') === undefined)
    headers.push(['x-ms-version', settings.version])
  const resource = settings.resourceOf(url)
  const stringToSign = settings.isTable
    ? tableString(call, date, resource)
    : blobString(call, settings.headersOf(request.headers, headers, ''), resource)
  const signature = host.hmac('SHA-256', settings.key, stringToSign, 'base64')
  if (trace) {
    trace('stringToSign', stringToSign)
    trace('signature', signature)
  }
  headers.push(['Authorization', `SharedKey ${settings.account}:${signature}`])
  return { headers }
}
