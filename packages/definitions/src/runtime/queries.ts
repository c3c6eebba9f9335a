import { CountersignError } from '@countersign/core'
import { percentEncode } from '@countersign/core/encode'
import { type Run, textOf } from './context.js'

/** The parameters as they are written, sorted by their bytes. */
export const sorted =
  (query: Run): Run =>
  (context) =>
    parametersOf(textOf(query(context), 'sorted'))
      .sort()
      .join('&')

const parametersOf = (query: string) => query.split('&').filter((part) => part !== '')

/** Decoded, encoded by RFC 3986, always with a value, sorted by name and then by value. */
export const canonical =
  (query: Run): Run =>
  (context) =>
    parametersOf(textOf(query(context), 'canonical'))
      .map(encodedPair)
      .sort(byNameAndValue)
      .map(written)
      .join('&')

type Pair = readonly [name: string, value: string]

function encodedPair(parameter: string): Pair {
  const at = parameter.indexOf('=')
  const parts = at < 0 ? [parameter, ''] : [parameter.slice(0, at), parameter.slice(at + 1)]
  return parts.map((part) => percentEncode(decoded(part))) as unknown as Pair
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replace(/\+/g, ' '))
  } catch {
    throw new CountersignError(
      'invalid-url',
      'canonical was given a query whose percent-encoding is not UTF-8.',
    )
  }
}

function byNameAndValue([name, value]: Pair, [otherName, otherValue]: Pair): number {
  if (name !== otherName) return name < otherName ? -1 : 1
  return value === otherValue ? 0 : value < otherValue ? -1 : 1
}

const written = ([name, value]: Pair) => `${name}=${value}`

/** A query with parameters at its end: names and values in turn, encoded. */
export const withParameters =
  (query: Run, ...pairs: readonly Run[]): Run =>
  (context) => {
    let all = textOf(query(context), 'with')
    for (let at = 0; at < pairs.length; at += 2) {
      const [name, value] = [pairs[at] as Run, pairs[at + 1] as Run]
      const joint = all === '' || all.endsWith('&') ? '' : '&'
      all += `${joint}${percentEncode(textOf(name(context), 'with'))}=${percentEncode(textOf(value(context), 'with'))}`
    }
    return all
  }
