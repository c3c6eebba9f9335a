import {
  type Bytes,
  byteLength,
  type Call,
  type Configured,
  fromBase64,
  type Header,
  headerValue,
  httpDate,
  invalidSetting,
  type Patch,
  type Provider,
  plainCodec,
} from '@countersign/core'
import { fieldValues } from './shared/fields.js'
import { choice, required, type SchemeOptions, schemeProvider, secret, setting } from './shared/scheme.js'
import { byOctets, parametersOf, sentForm } from './shared/url-text.js'

/**
 * The settings that are the same for everyone may be options: `service: 'table'`.
 * @example const options: AzureSharedKeyOptions = { id: 'storage', hosts: ['table.core.windows.net'], service: 'table' }
 */
export interface AzureSharedKeyOptions extends SchemeOptions {
  readonly service?: 'blob' | 'queue' | 'file' | 'table'
  readonly version?: string
}

interface Ready {
  readonly account: string
  readonly key: Bytes
  readonly isTable: boolean
  readonly version: string
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
 * @throws {CountersignError} `invalid-setting` on a key that is not base64
 * @example export default azureSharedKey({ id: 'storage', hosts: ['blob.core.windows.net'] })
 */
export function azureSharedKey(options: AzureSharedKeyOptions): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['Microsoft Learn: Authorize with Shared Key'],
      settings,
      written: { now: { header: 'x-ms-date', as: '(.+)' }, maxAge: 900 },
      setup: (values, _tools, provider) => ({
        account: values.account ?? '',
        key: keyOf(values.key ?? '', provider),
        isTable: values.service === 'table',
        version: values.version ?? '',
      }),
      // Its length is signed, not its bytes; those may be by Content-MD5.
      needs: () => ({ body: true, waits: false, how: 'SharedKey HMAC-SHA256' }),
      sign,
    },
    options,
  )
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
  const { request, settings, host, trace } = call
  const headers: Header[] = [['x-ms-date', httpDate(host.now())]]
  if (headerValue(request.headers, 'x-ms-version') === undefined)
    headers.push(['x-ms-version', settings.version])
  const stringToSign = settings.isTable ? tableString(call, headers) : blobString(call, headers)
  const signature = host.hmac('SHA-256', settings.key, [stringToSign], 'base64')
  if (trace) {
    trace('stringToSign', stringToSign)
    trace('signature', signature)
  }
  headers.push(['Authorization', `SharedKey ${settings.account}:${signature}`])
  return { headers }
}

const STANDARD = [
  'Content-Encoding',
  'Content-Language',
  'Content-Length',
  'Content-MD5',
  'Content-Type',
  'Date',
  'If-Modified-Since',
  'If-Match',
  'If-None-Match',
  'If-Unmodified-Since',
  'Range',
]

/** Blob, Queue and File, of 2009-09-19 and newer. */
function blobString(call: Call<Ready>, own: readonly Header[]): string {
  const { request, host } = call
  const length = byteLength(request.body, host.codec ?? plainCodec)
  const values = STANDARD.map((name) => {
    if (name === 'Content-Length') return length > 0 ? String(length) : ''
    // Empty, since x-ms-date is there.
    return name === 'Date' ? '' : (headerValue(request.headers, name)?.trim() ?? '')
  })
  const lines = [request.method.toUpperCase(), ...values].join('\n')
  return `${lines}\n${canonicalizedHeaders(request.headers, own)}${canonicalizedResource(call)}`
}

/** Table, of 2009-09-19 and newer. */
function tableString(call: Call<Ready>, own: readonly Header[]): string {
  const { request, url, settings } = call
  const [comp] = parametersOf(url.query).filter(([name]) => decoded(name).toLowerCase() === 'comp')
  const resource = `/${settings.account}${sentForm(url.path)}${comp ? `?comp=${decoded(comp[1])}` : ''}`
  const value = (name: string) => headerValue(request.headers, name)?.trim() ?? ''
  const date = own[0]?.[1] ?? ''
  return [request.method.toUpperCase(), value('Content-MD5'), value('Content-Type'), date, resource].join(
    '\n',
  )
}

function canonicalizedHeaders(headers: readonly Header[], own: readonly Header[]): string {
  const replaced = new Set(own.map(([name]) => name))
  const all = headers.filter(([name]) => !replaced.has(name.toLowerCase())).concat(own)
  const names = [...new Set(all.map(([name]) => name.toLowerCase()))].filter((name) =>
    name.startsWith('x-ms-'),
  )
  // The page folds white space inside a value too; the service and the vendor's SDKs do not.
  const line = (name: string) =>
    `${name}:${fieldValues(all, name)
      .map((value) => value.trim())
      .join(',')}\n`
  return names.sort(byOctets).map(line).join('')
}

function canonicalizedResource({ url, settings: { account } }: Call<Ready>): string {
  const values = new Map<string, string[]>()
  for (const [name, value] of parametersOf(url.query)) {
    const key = decoded(name).toLowerCase()
    values.set(key, [...(values.get(key) ?? []), decoded(value)])
  }
  const lines = [...values].sort(([a], [b]) => byOctets(a, b))
  return `/${account}${sentForm(url.path)}${lines.map(([name, all]) => `\n${name}:${all.sort(byOctets).join(',')}`).join('')}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
