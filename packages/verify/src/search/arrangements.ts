import type { Request } from '@countersign/core'
import { spoilt } from '../around.js'
import { joined, type Part, put } from './input.js'
import type { StringSource, StringToSign } from './string-source.js'

/** The parts in another order, with another delimiter, one short, or with something around them. */
export function* arrangements(parts: readonly Part[], source: StringSource): Generator<StringToSign> {
  const { parts: expected, delimiter } = source
  const names = (all: readonly Part[], between: string) =>
    all.map(({ name }) => name).join(shownBetween(between))
  const between = delimiter === '' ? 'nothing' : JSON.stringify(delimiter)
  const advice = `Sign ${names(expected, delimiter)}, in that order${delimiter === '' || /\s/.test(delimiter) ? `, with ${between} in between` : ''}.`
  const delimiters = [
    ...new Set([delimiter, '', ':', '\n', '.', '|', ',', ';', ' ', '&', '-', '_', '\r\n', '+', '/']),
  ]
  for (const between of delimiters) {
    for (const order of orders(parts)) {
      const whens = [
        ...(order === parts ? [] : [`the string to sign is in another order, ${names(order, delimiter)}`]),
        ...(between === delimiter
          ? []
          : [
              between === ''
                ? 'there is nothing between the parts'
                : `there is ${JSON.stringify(between)} between the parts`,
            ]),
      ]
      if (whens.length > 0) yield { when: whens.join(' and '), advice, message: joined(order, between) }
    }
  }
  yield* targetAsOne(parts, source, advice)
  for (const left of parts) {
    const rest = parts.filter((part) => part !== left)
    yield {
      when: `the ${left.name} is left out of the string to sign`,
      advice,
      message: joined(rest, delimiter),
    }
  }
  yield* withoutOne(parts, delimiter, advice)
  for (const [text, what] of [
    ['\n', 'a newline'],
    ['\r\n', 'a CRLF'],
    [delimiter || ':', 'a delimiter'],
    [' ', 'a space'],
  ] as const) {
    yield {
      when: `there is ${what} after the string to sign`,
      advice,
      message: [...joined(parts, delimiter), Buffer.from(text)],
    }
  }
  yield* recased(joined(parts, delimiter), advice)
}

/** The parts with one of the delimiters forgotten. */
function* withoutOne(parts: readonly Part[], delimiter: string, advice: string): Generator<StringToSign> {
  if (delimiter === '' || parts.length < 3) return
  for (const [n, next] of parts.slice(1).entries()) {
    const [before, after] = [parts.slice(0, n + 1), parts.slice(n + 1)]
    const when = `there is nothing between ${parts[n]?.name} and ${next.name}`
    yield { when, advice, message: [...joined(before, delimiter), ...joined(after, delimiter)] }
  }
}

/** Path and query in one, as they stand in the URL or in order, though they are two parts. */
function* targetAsOne(
  parts: readonly Part[],
  { delimiter, requests }: StringSource,
  advice: string,
): Generator<StringToSign> {
  const path = parts.find(({ name }) => name === 'path')
  const query = parts.find(({ name }) => name === 'query')
  if (!path || !query) return
  const own = /\?[^#]*/.exec(requests[0]?.url ?? '')?.[0] ?? ''
  for (const text of [own, `?${query.value}`]) {
    const target = put(path, path.value + text)
    const all = parts.filter((part) => part !== query).map((part) => (part === path ? target : part))
    yield {
      when: 'the path is signed with the query, in place of the two',
      advice,
      message: joined(all, delimiter),
    }
  }
}

/** What stands between names: the delimiter, if it can be seen. */
export const shownBetween = (delimiter: string) =>
  delimiter === '' ? ' and ' : /\s/.test(delimiter) ? ', ' : delimiter

function* recased(message: readonly Buffer[], advice: string): Generator<StringToSign> {
  if (message.reduce((sum, { length }) => sum + length, 0) > 1e6) return
  const whole = Buffer.concat(message).toString()
  yield { when: 'the string to sign is in lower case', advice, message: [Buffer.from(whole.toLowerCase())] }
  yield { when: 'the string to sign is in upper case', advice, message: [Buffer.from(whole.toUpperCase())] }
  yield {
    when: 'the string to sign is encoded in base64 first',
    advice,
    message: [Buffer.from(Buffer.from(whole).toString('base64'))],
  }
}

/** The parts and something of the request that the scheme does not sign, at either end or before the last of them. */
export function* extended(
  parts: readonly Part[],
  { delimiter, requests }: StringSource,
): Generator<StringToSign> {
  const advice = `Sign only ${parts.map(({ name }) => name).join(delimiter || ' and ')}.`
  for (const [name, values] of requests.flatMap(extras)) {
    const extra = values.map((value): Part => ({ name, value: Buffer.from(value) }))
    for (const at of new Set([0, parts.length - 1, parts.length])) {
      const all = [...parts.slice(0, at), ...extra, ...parts.slice(at)]
      yield {
        when: `${name} of the request ${name.includes(' and ') ? 'are' : 'is'} signed as well`,
        advice,
        message: joined(all, delimiter),
      }
    }
  }
}

function extras({
  method,
  url,
}: Pick<Request, 'method' | 'url'>): [name: string, values: readonly string[]][] {
  const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?#]*([^?#]*)(\?[^#]*)?/i.exec(url) ?? []
  return [
    ['the method', [method]],
    ['the path', [path]],
    ['the URL', [url]],
    ['method and path', [method, path]],
    ...(query === ''
      ? []
      : ([
          ['path and query', [path + query]],
          ['method, path and query', [method, path + query]],
        ] satisfies [string, string[]][])),
  ]
}

/** One part with what a file or a shell left around it, which HTTP takes away. */
export function* withMarks(
  parts: readonly Part[],
  { delimiter, claimed }: StringSource,
): Generator<StringToSign> {
  for (const part of parts.filter(({ name }) => claimed[name] !== undefined)) {
    const advice = `Sign the ${part.name} exactly as it is sent: trim what you read from a file.`
    for (const [value, what] of spoilt(part.value.toString())) {
      const all = parts.map((one) => (one === part ? put(part, value) : one))
      yield { when: `the ${part.name} is signed with ${what}`, advice, message: joined(all, delimiter) }
    }
  }
}

/** All orders of up to five parts, the given one first. */
function orders<T>(parts: readonly T[]): (readonly T[])[] {
  if (parts.length > 5) return [parts]
  const rest = (all: readonly T[]): T[][] =>
    all.length === 0
      ? [[]]
      : all.flatMap((one, n) => rest(all.filter((_other, at) => at !== n)).map((more) => [one, ...more]))
  return [parts, ...rest(parts).slice(1)]
}
