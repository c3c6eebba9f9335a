import { type Call, type Header, headerValue } from '@countersign/core'
import { asSent, decode, encode, pairsOf, valuesOf } from './text.js'

/** A covered component (RFC 9421 section 2). */
export interface Component {
  /** As it is written: `"@query-param";name="q"`. */
  readonly id: string
  readonly name: string
  readonly parameters: ReadonlyMap<string, string>
}

/** One signature as `Signature-Input` describes it. */
export interface Input {
  readonly label: string
  /** The list and its parameters as they are written. */
  readonly text: string
  readonly components: readonly Component[]
  readonly parameters: ReadonlyMap<string, string>
  /** In base64; undefined if `Signature` has none of this label. */
  readonly signature: string | undefined
}

/** The signatures that a message describes. */
export function inputsOf(headers: readonly Header[]): Input[] {
  const bytes = new Map(split(valuesOf(headers, 'Signature').join(', '), ',').map(entryOf))
  return split(valuesOf(headers, 'Signature-Input').join(', '), ',')
    .map(entryOf)
    .filter(([, text]) => text.startsWith('('))
    .map(([label, text]) => {
      const [list = '', ...parameters] = split(text, ';')
      const signature = bytes.get(label) ?? ''
      const isBytes = signature.length > 1 && signature.startsWith(':') && signature.endsWith(':')
      return {
        label,
        text,
        components: itemsIn(list.slice(1, -1)),
        parameters: parametersIn(parameters),
        signature: isBytes ? signature.slice(1, -1) : undefined,
      }
    })
}

/** The parts of a structured field between separators that stand in no quotes and no parentheses. */
function split(text: string, separator: string): string[] {
  const parts: string[] = []
  let [start, depth, isQuoted] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (isQuoted && letter === '\\') at++
    else if (letter === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (letter === '(') depth++
    else if (letter === ')') depth--
    else if (letter === separator && depth === 0) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  parts.push(text.slice(start).trim())
  return parts.filter(Boolean)
}

function entryOf(text: string): [name: string, value: string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, '?1'] : [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

const itemsIn = (text: string): Component[] =>
  split(text, ' ').map((id) => {
    const [name = '', ...parameters] = split(id, ';')
    return { id, name: unquoted(name).toLowerCase(), parameters: parametersIn(parameters) }
  })

/** Components as a setting lists them: with commas or spaces between them, with quotes or without. */
export const componentsIn = (text: string): Component[] =>
  split(text, ',')
    .flatMap((part) => itemsIn(part))
    .map((one) => (one.id.startsWith('"') ? one : { ...one, id: one.id.replace(/^[^;]*/, `"${one.name}"`) }))

const parametersIn = (parts: readonly string[]): Map<string, string> =>
  new Map(parts.map(entryOf).map(([name, value]) => [name, unquoted(value)]))

const unquoted = (text: string) => (text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text)

/** The value of a component (RFC 9421 sections 2.1 and 2.2); undefined if the message has none. */
export function componentValue(
  { name, parameters }: Component,
  { request, url }: Pick<Call<unknown>, 'request' | 'url'>,
): string | undefined {
  const [target = ''] = request.url.split('#')
  const path = asSent(url.path)
  const query = target.includes('?') ? asSent(target.slice(target.indexOf('?'))) : ''
  const derived: Readonly<Record<string, string>> = {
    '@method': request.method.toUpperCase(),
    '@target-uri': url.origin + path + query,
    '@authority': authorityOf(request.headers, url),
    '@scheme': url.scheme,
    '@request-target': path + query,
    '@path': path,
    '@query': query || '?',
  }
  if (name === '@query-param') return queryParameter(query.slice(1), parameters.get('name') ?? '')
  if (name.startsWith('@')) return derived[name]
  const values = valuesOf(request.headers, name)
  if (values.length === 0) return undefined
  const whole = values.map(unfolded).join(', ')
  if (parameters.has('bs'))
    return values.map((value) => `:${Buffer.from(value).toString('base64')}:`).join(', ')
  const key = parameters.get('key')
  if (key !== undefined) return member(whole, key)
  return parameters.has('sf') ? strictly(whole) : whole
}

/** A folded line as one. */
const unfolded = (value: string) =>
  value
    .split('\n')
    .map((line) => line.trim())
    .join(' ')

/** A structured field with its white space as RFC 9651 writes it. */
const strictly = (text: string) =>
  split(text, ',')
    .map((one) => split(one, ';').join(';'))
    .join(', ')

const authorityOf = (headers: readonly Header[], url: Call<unknown>['url']): string =>
  (headerValue(headers, 'Host')?.trim().toLowerCase() ?? url.authority).replace(
    url.scheme === 'https' ? /:443$/ : /:80$/,
    '',
  )

function queryParameter(query: string, name: string): string | undefined {
  const form = (text: string) => encode(decode(text, true)).replace(/%2A/g, '*').replace(/~/g, '%7E')
  const found = pairsOf(query).find(([one]) => form(one) === name || decode(one, true) === name)
  return found && form(found[1])
}

function member(value: string, key: string): string | undefined {
  const found = split(value, ',')
    .map(entryOf)
    .find(([name]) => name === key)
  return found && split(found[1], ' ').join(' ')
}
