import type { Check, RespondedEvent, Step } from '../traffic.js'

/** What is kept of an exchange besides its bodies. */
export interface Rest {
  readonly headers: readonly string[]
  readonly checks: readonly Check[]
  readonly steps: readonly Step[]
  readonly responseHeaders: RespondedEvent['headers']
}

// Between the lists, between the texts of a list, and for a text that is not there. No header of HTTP can hold them.
const [LIST, TEXT, NONE] = ['\u0000', '\u0001', '\u0002']
// biome-ignore lint/suspicious/noControlCharactersInRegex: these
const RESERVED = /[\0\x01\x02]/

/** One text: it is made for every request, and takes a third of the time of JSON, which is for the rare other cases. */
export function packed(rest: Rest): string {
  const { headers, checks, steps, responseHeaders } = rest
  if (checks.some(({ holds }) => !holds) || steps.some(isOdd)) return JSON.stringify(rest)
  const texts: string[] = []
  for (const { name, computed = NONE, sent = NONE } of steps) texts.push(name, computed, sent)
  const names = checks.map(({ name }) => name).join(TEXT)
  const response = responseHeaders.map(([name, value]) => name + TEXT + value).join(TEXT)
  return headers.join(TEXT) + LIST + names + LIST + texts.join(TEXT) + LIST + response
}

/** A text of a provider may hold anything. */
const isOdd = ({ name, computed = '', sent = '' }: Step) => RESERVED.test(name + computed + sent)

export function unpacked(text: string): Rest {
  if (text.startsWith('{')) return JSON.parse(text)
  const [headers = [], names = [], steps = [], response = []] = text
    .split(LIST)
    .map((list) => (list === '' ? [] : list.split(TEXT)))
  return {
    headers,
    checks: names.map((name) => ({ name, holds: true })),
    steps: groups(steps, 3).map(([name = '', computed, sent]) => ({
      name,
      ...(computed !== NONE && { computed }),
      ...(sent !== NONE && { sent }),
    })) as Step[],
    responseHeaders: groups(response, 2).map(([name = '', value = '']) => [name, value] as const),
  }
}

function groups(texts: readonly string[], size: number): string[][] {
  const all: string[][] = []
  for (let at = 0; at < texts.length; at += size) all.push(texts.slice(at, at + size))
  return all
}
