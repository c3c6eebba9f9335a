import { byteLength, type Call, type Header, plainCodec } from '@countersign/core'

/** The headers as they are signed, before and after the length of the body. */
export interface HeaderParts {
  readonly before: string
  readonly after: string
}

/** The string to sign of Blob, Queue and File, of 2009-09-19 and newer. */
export function blobString({ request, host }: Call<unknown>, headers: HeaderParts, resource: string): string {
  const length = byteLength(request.body, host.codec ?? plainCodec)
  return `${request.method.toUpperCase()}${headers.before}${length || ''}${headers.after}${resource}`
}

const BEFORE = ['content-encoding', 'content-language']
const AFTER = [
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
]

export function blobHeaders(headers: readonly Header[], own: readonly Header[]): HeaderParts {
  const fields = fieldsOf(headers, own)
  const lines = (names: readonly string[]) => names.map((name) => `${fields[name] ?? ''}\n`).join('')
  return { before: `\n${lines(BEFORE)}`, after: `\n${lines(AFTER)}${canonicalizedHeaders(fields)}` }
}

type Fields = Readonly<Record<string, string>>

/** The headers by their names in lower case, ours in place of the request's. Date is empty, since x-ms-date is there. */
function fieldsOf(headers: readonly Header[], own: readonly Header[]): Fields {
  const fields: Record<string, string> = Object.create(null)
  // The page folds white space inside a value too; the service and the vendor's SDKs do not.
  for (const [name, text] of headers) {
    const key = name.toLowerCase()
    const value = text.trim()
    // Of a header that is not x-ms-…, the first value.
    if (fields[key] === undefined) fields[key] = value
    else if (key.startsWith('x-ms-')) fields[key] += `,${value}`
  }
  for (const [name, value] of own) fields[name] = value
  fields.date = ''
  return fields
}

function canonicalizedHeaders(fields: Fields): string {
  const names = Object.keys(fields).filter((name) => name.startsWith('x-ms-'))
  return names
    .sort()
    .map((name) => `${name}:${fields[name]}\n`)
    .join('')
}
