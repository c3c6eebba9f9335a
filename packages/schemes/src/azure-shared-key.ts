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
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
]

/** Blob, Queue and File, of 2009-09-19 and newer. */
function blobString(call: Call<Ready>, own: readonly Header[]): string {
  const { request, host } = call
  const length = byteLength(request.body, host.codec ?? plainCodec)
  const fields = fieldsOf(request.headers, own)
  let text = request.method.toUpperCase()
  for (const name of STANDARD) text += `\n${name === 'content-length' ? length || '' : (fields[name] ?? '')}`
  return `${text}\n${canonicalizedHeaders(fields)}${canonicalizedResource(call)}`
}

type Fields = Readonly<Record<string, string>>

/** The headers by their names in lower case, ours in place of the request's. Date is empty, since x-ms-date is there. */
function fieldsOf(headers: readonly Header[], own: readonly Header[]): Fields {
  const fields: Record<string, string> = Object.create(null)
  // The page folds white space inside a value too; the service and the vendor's SDKs do not.
  for (let at = 0; at < headers.length; at++) {
    const header = headers[at] as Header
    const key = header[0].toLowerCase()
    const value = header[1]
    // Of a header that is not x-ms-…, the first value.
    if (fields[key] === undefined) fields[key] = value.trim()
    else if (key.startsWith('x-ms-')) fields[key] += `,${value.trim()}`
  }
  for (const [name, value] of own) fields[name] = value
  fields.date = ''
  return fields
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

function canonicalizedHeaders(fields: Fields): string {
  let text = ''
  for (const name of Object.keys(fields).sort())
    if (name.startsWith('x-ms-')) text += `${name}:${fields[name]}\n`
  return text
}

function canonicalizedResource({ url, settings: { account } }: Call<Ready>): string {
  const path = `/${account}${sentForm(url.path)}`
  if (url.query === '') return path
  const values: Record<string, string[]> = Object.create(null)
  for (const [name, value] of parametersOf(url.query)) {
    const key = decoded(name).toLowerCase()
    values[key] ??= []
    values[key].push(decoded(value))
  }
  let text = path
  for (const name of Object.keys(values).sort(byOctets))
    text += `\n${name}:${values[name]?.sort(byOctets).join(',')}`
  return text
}

function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
