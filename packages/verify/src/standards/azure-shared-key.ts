import { headerValue } from '@countersign/core'
import { bodySource } from '../found.js'
import { clockReadings } from '../resign/clock-text.js'
import { bodies } from '../search/bodies.js'
import {
  bodyOf,
  type Signature,
  type Signed,
  type Standard,
  type StandardReading,
  type Variation,
} from './standard.js'
import { asSent, decode, encode, hashOf, hmac, order, pairsOf, valuesOf } from './text.js'
import { keyVariations, otherTypes, text, typeWords } from './variations.js'
import { checkSetting, Problems, quoted } from './words.js'

interface Draft {
  readonly method: string
  /** The standard headers, by the names of the page and in its order. */
  readonly standard: readonly (readonly [name: string, value: string])[]
  readonly canonicalHeaders: readonly (readonly [name: string, value: string])[]
  readonly resource: string
  readonly parameters: readonly string[]
  readonly end: string
  readonly key: Buffer
}

/** Azure Storage with SharedKey (Microsoft Learn, "Authorize with Shared Key"). */
export const azureSharedKeyStandard: Standard = {
  settings: ['account', 'key', 'service', 'version'],
  how: () => 'SharedKey HMAC-SHA256',
  read(signed): StandardReading {
    const problems = new Problems()
    const [account, signature] = authorizationOf(signed, problems) ?? []
    if (signature === undefined) return { problems: problems.all }
    checkSetting(problems, signed, { name: 'Authorization: account', setting: 'account', sent: account })
    const seconds = checkHeaders(signed, problems)
    return {
      problems: problems.all,
      ...(seconds !== undefined && { time: { name: 'x-ms-date', seconds, maxAge: 900, maxAhead: 900 } }),
      signature: signatureOf(signed, account ?? '', signature),
    }
  },
}

function authorizationOf({ call }: Signed, problems: Problems): string[] | undefined {
  const value = headerValue(call.request.headers, 'Authorization')?.trim()
  const found = value && /^SharedKey\s+([^:\s]+):(\S+)$/i.exec(value)
  if (found) return found.slice(1)
  const [scheme = ''] = value?.split(/\s/, 1) ?? []
  problems.add(
    'Authorization',
    value === undefined || value === ''
      ? 'it is missing: the request is not signed; expected SharedKey ACCOUNT:SIGNATURE'
      : /^SharedKey$/i.test(scheme)
        ? 'it is not of the form SharedKey ACCOUNT:SIGNATURE'
        : `its scheme is ${quoted(scheme)}; expected SharedKey`,
  )
  return undefined
}

/** @returns the time of the request, if it says one */
function checkHeaders({ call, body }: Signed, problems: Problems): number | undefined {
  const { headers } = call.request
  if (headerValue(headers, 'x-ms-version') === undefined)
    problems.add('x-ms-version', 'it is missing; expected the version of the service, as in 2021-12-02')
  const md5 = headerValue(headers, 'Content-MD5')?.trim()
  if (md5 !== undefined && md5 !== hashOf('md5', body, 'base64'))
    problems.add('Content-MD5', 'it is not the MD5 of the body that was sent, in base64')
  const date = headerValue(headers, 'x-ms-date')?.trim() ?? headerValue(headers, 'Date')?.trim()
  if (date === undefined) {
    problems.add(
      'x-ms-date',
      'it is missing; expected the time of signing, as in Fri, 26 Jun 2015 23:39:12 GMT',
    )
    return undefined
  }
  const seconds = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(date)
    ? clockReadings(date)[0]?.seconds
    : undefined
  if (seconds === undefined)
    problems.add('x-ms-date', `${quoted(date)} is not of the form Fri, 26 Jun 2015 23:39:12 GMT`)
  return seconds
}

function signatureOf(signed: Signed, account: string, sent: string): Signature<Draft> {
  const draft = draftOf(signed, account)
  return {
    name: 'signature',
    sent,
    draft,
    input: stringToSign,
    expected: (made) => hmac('sha256', made.key, stringToSign(made)),
    encoding: 'base64',
    variations: () => variationsOf(signed, draft, account),
  }
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

function draftOf(signed: Signed, account: string): Draft {
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

const queryOf = ({ call }: Signed) => call.request.url.split('#')[0]?.split('?').slice(1).join('?') ?? ''

function canonicalHeaders(headers: Signed['call']['request']['headers']): [string, string][] {
  const names = new Set(
    headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith('x-ms-')),
  )
  return [...names].sort(order).map((name) => [name, valuesOf(headers, name).join(',')])
}

function parametersOf(query: string, read: (text: string) => string = (text) => decode(text)): string[] {
  const values = new Map<string, string[]>()
  for (const [name, value] of pairsOf(query)) {
    const key = read(name).toLowerCase()
    values.set(key, [...(values.get(key) ?? []), read(value)])
  }
  return [...values]
    .sort(([a], [b]) => order(a, b))
    .map(([name, all]) => `${name}:${all.sort(order).join(',')}`)
}

function tableQuery(query: string): string {
  const comp = pairsOf(query).find(([name]) => decode(name).toLowerCase() === 'comp')
  return comp ? `?comp=${decode(comp[1])}` : ''
}

function stringToSign({ method, standard, canonicalHeaders, resource, parameters, end }: Draft): string {
  const headers = canonicalHeaders.map(([name, value]) => `${name}:${value}\n`).join('')
  const head = [method, ...standard.map(([, value]) => value)].join('\n')
  return `${head}\n${headers}${[resource, ...parameters].join('\n')}${end}`
}

function* variationsOf(signed: Signed, draft: Draft, account: string): Generator<Variation<Draft>> {
  const { call } = signed
  const query = queryOf(signed)
  const advice =
    'The string to sign has the method, eleven standard headers, the x-ms-… headers in order, and the resource with its parameters decoded and in order.'
  const change = (when: string, more: Partial<Draft>) =>
    text<Draft>(when, (made) => ({ ...made, ...more }), advice)
  const header = (when: string, name: string, value: string) =>
    text<Draft>(
      when,
      (made) => ({
        ...made,
        standard: made.standard.map(([one, own]) => [one, one === name ? value : own] as const),
      }),
      advice,
    )
  yield* keyVariations<Draft>(signed, 'key', draft.key, (key) => (made) => ({ ...made, key }))
  const length = bodyOf(signed).length
  if (length > 0) yield header('Content-Length is left empty', 'Content-Length', '')
  yield header('Content-Length is 0', 'Content-Length', '0')
  yield header(
    "the length is that of the body's letters, not of its bytes",
    'Content-Length',
    String(bodyOf(signed).toString().length),
  )
  const date = headerValue(call.request.headers, 'x-ms-date')?.trim()
  if (date) yield header('x-ms-date stands in the line of Date too', 'Date', date)
  yield header('the line of Date is left empty', 'Date', '')
  for (const type of [...otherTypes(call.request), undefined])
    yield header(typeWords(type), 'Content-Type', type ?? '')
  for (const { when, advice, body } of bodies(bodySource(signed.one)))
    yield {
      ...header(when, 'Content-Length', body.length > 0 ? String(body.length) : ''),
      advice,
      kind: 'body',
    }
  yield header('Content-MD5 is left empty', 'Content-MD5', '')
  yield change('the parameters are left out of the resource', { parameters: [], end: '' })
  yield change('the parameters in the resource are not decoded', {
    parameters: parametersOf(query, (one) => one),
  })
  yield change('the parameters in the resource are encoded again', {
    parameters: parametersOf(query, (one) => encode(decode(one))),
  })
  yield change('the parameters in the resource are not sorted', {
    parameters: pairsOf(query).map(([name, value]) => `${decode(name).toLowerCase()}:${decode(value)}`),
  })
  yield change('a plus in the query is a space', {
    parameters: parametersOf(query, (one) => decode(one, true)),
  })
  yield change('the query stands behind the resource as it is sent', { parameters: [], end: `?${query}` })
  yield change('the account is missing in the resource', {
    resource: draft.resource.slice(account.length + 1),
  })
  yield change('the account stands twice in the resource', { resource: `/${account}${draft.resource}` })
  yield change('the account stands once in the resource of an emulator, and has to stand twice', {
    resource: draft.resource.replace(`/${account}/${account}`, `/${account}`),
  })
  yield change('the path is decoded', { resource: decode(draft.resource) })
  yield change('the path is encoded once more', { resource: draft.resource.replace(/%/g, '%25') })
  yield change('the x-ms-… headers are left out', { canonicalHeaders: [] })
  yield change('the x-ms-… headers are not sorted', {
    canonicalHeaders: call.request.headers
      .filter(([name]) => /^x-ms-/i.test(name))
      .map(([name, value]) => [name.toLowerCase(), value.trim()] as const),
  })
  yield change('x-ms-version is not signed', {
    canonicalHeaders: draft.canonicalHeaders.filter(([name]) => name !== 'x-ms-version'),
  })
  yield change('the string to sign is that of a table', tableDraft(signed, account))
  yield change('the string to sign is that of SharedKeyLite', {
    standard: draft.standard.filter(([name]) => /^(Content-MD5|Content-Type|Date)$/.test(name)),
    parameters: [],
    end: tableQuery(query),
  })
  yield change('the method is in lower case', { method: draft.method.toLowerCase() })
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])
    if (method !== draft.method) yield change(`the method is ${method}`, { method })
}

function tableDraft(signed: Signed, account: string): Partial<Draft> {
  const {
    key: _key,
    method: _method,
    ...rest
  } = draftOf({ ...signed, values: { ...signed.values, service: 'table' } }, account)
  return rest
}
