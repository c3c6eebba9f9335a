import { headerValue } from '@countersign/core'
import { bodySource } from '../../found.js'
import { bodies } from '../../search/bodies.js'
import { bodyOf, type Signed, type Variation } from '../standard.js'
import { decode, encode, pairsOf } from '../text.js'
import { keyVariations, otherTypes, text, typeWords } from '../variations.js'
import { type Draft, draftOf, parametersOf, queryOf, tableQuery } from './string-to-sign.js'

/** What people do otherwise than Microsoft's page says, the likeliest first. */
export function* variationsOf(signed: Signed, draft: Draft, account: string): Generator<Variation<Draft>> {
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
