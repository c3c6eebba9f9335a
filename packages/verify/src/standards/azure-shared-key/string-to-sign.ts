import { headerValue } from '@countersign/core'
import { bodyOf, type Signed } from '../standard.js'
import { asSent, decode, order, pairsOf, valuesOf } from '../text.js'

/** What goes into the signature, step by step. */
export interface Draft {
  readonly method: string
  /** The standard headers, by the names of the page and in its order. */
  readonly standard: readonly (readonly [name: string, value: string])[]
  readonly canonicalHeaders: readonly (readonly [name: string, value: string])[]
  readonly resource: string
  readonly parameters: readonly string[]
  readonly end: string
  readonly key: Buffer
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

/** What a request says. */
export function draftOf(signed: Signed, account: string): Draft {
  const { call, values } = signed
  const { headers } = call.request
  const length = bodyOf(signed).length
  const isTable = values.service === 'table'
  const hasDate = headerValue(headers, 'x-ms-date') !== undefined
  const value = (name: string): string => {
    if (name === 'Content-Length') return length > 0 ? String(length) : ''
    if (name === 'Date')
      return isTable
        ? (headerValue(headers, 'x-ms-date') ?? headerValue(headers, 'Date') ?? '').trim()
        : hasDate
          ? ''
          : (headerValue(headers, 'Date')?.trim() ?? '')
    return headerValue(headers, name)?.trim() ?? ''
  }
  const names = isTable ? ['Content-MD5', 'Content-Type', 'Date'] : STANDARD
  return {
    method: call.request.method.toUpperCase(),
    standard: names.map((name) => [name, value(name)] as const),
    canonicalHeaders: isTable ? [] : canonicalHeaders(headers),
    resource: `/${account}${asSent(call.url.path)}`,
    parameters: isTable ? [] : parametersOf(queryOf(signed)),
    end: isTable ? tableQuery(queryOf(signed)) : '',
    key: Buffer.from(values.key ?? '', 'base64'),
  }
}

/** The query as it is written. */
export const queryOf = ({ call }: Signed) =>
  call.request.url.split('#')[0]?.split('?').slice(1).join('?') ?? ''

function canonicalHeaders(headers: Signed['call']['request']['headers']): [string, string][] {
  const names = new Set(
    headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith('x-ms-')),
  )
  return [...names].sort(order).map((name) => [name, valuesOf(headers, name).join(',')])
}

/** The parameters of the canonicalized resource, a line for each. */
export function parametersOf(
  query: string,
  read: (text: string) => string = (text) => decode(text),
): string[] {
  const values = new Map<string, string[]>()
  for (const [name, value] of pairsOf(query)) {
    const key = read(name).toLowerCase()
    values.set(key, [...(values.get(key) ?? []), read(value)])
  }
  return [...values]
    .sort(([a], [b]) => order(a, b))
    .map(([name, all]) => `${name}:${all.sort(order).join(',')}`)
}

/** Of a table only `comp` is in the resource. */
export function tableQuery(query: string): string {
  const comp = pairsOf(query).find(([name]) => decode(name).toLowerCase() === 'comp')
  return comp ? `?comp=${decode(comp[1])}` : ''
}

export function stringToSign({
  method,
  standard,
  canonicalHeaders,
  resource,
  parameters,
  end,
}: Draft): string {
  const headers = canonicalHeaders.map(([name, value]) => `${name}:${value}\n`).join('')
  const head = [method, ...standard.map(([, value]) => value)].join('\n')
  return `${head}\n${headers}${[resource, ...parameters].join('\n')}${end}`
}
