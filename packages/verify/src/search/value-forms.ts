import type { Part } from './input.js'
import { type NearbyTime, nearbyTimes } from './nearby-times.js'
import type { Forms, StringSource } from './string-source.js'
import { queryForms, targetForms } from './target-forms.js'

/** What people sign in place of a value that stands in the request, or that is made of it. */
export function* valueForms({ name, value }: Part, source: StringSource): Forms {
  const { claimed, requests } = source
  const text = value.toString()
  const isSent = claimed[name] !== undefined
  yield* hexForms(name, text, isSent)
  if (isSent) yield* timeForms(name, text)
  if (name === 'method')
    yield [
      Buffer.from(text.toLowerCase()),
      'the method is signed in lower case',
      'Sign the method as it is sent, in capitals.',
    ]
  const url = requests[0]?.url ?? ''
  if (name === 'query') yield* queryForms(text, url)
  if (name.startsWith('path')) yield* targetForms(text, url, name)
  yield [Buffer.alloc(0), `the ${name} is left empty`, emptyAdvice(name, source)]
}

/** A hash of an empty body is what people leave empty. */
const emptyAdvice = (name: string, { body, hashes }: StringSource) =>
  body.length === 0 && hashes?.has(name)
    ? `Hash a body that is empty, too: the ${name} is the hash of no bytes.`
    : `Sign the ${name} too: it is not empty.`

function* hexForms(name: string, text: string, isSent: boolean): Forms {
  if (!/^(?:[0-9a-f]{2}){8,}$/i.test(text)) return
  const [upper, lower] = [text.toUpperCase(), text.toLowerCase()]
  const recased = isSent ? asSent(name) : `Sign the ${name} in ${text === lower ? 'lower' : 'upper'} case.`
  yield [
    Buffer.from(text, 'hex'),
    `the ${name} is signed as the bytes that its hex represents`,
    `Sign the hex digits of the ${name}, not its bytes.`,
  ]
  yield [Buffer.from(upper), `the ${name} is signed in upper case`, recased]
  yield [Buffer.from(lower), `the ${name} is signed in lower case`, recased]
}

const asSent = (name: string) => `Sign the ${name} exactly as it is sent.`

/** What to do if one time is signed, and another sent. */
export const readOnce = (name: string) => `Read the clock once: sign the very ${name} that is sent.`

/** The four that are nearest: two seconds on either side, say. */
function nearest(text: string): NearbyTime[] {
  const all = nearbyTimes(text)
  return Array.from({ length: 4 }, () => all.next()).flatMap(({ value }) => value ?? [])
}

function* timeForms(name: string, text: string): Forms {
  for (const { text: other, off } of nearest(text))
    yield [Buffer.from(other), `the ${name} is ${off}: the clock was read twice`, readOnce(name)]
  if (/^\d{10}$/.test(text)) {
    const advice = `Sign the ${name} as it is sent, in seconds.`
    yield [Buffer.from(`${text}000`), `the ${name} is signed in milliseconds`, advice]
    yield [
      Buffer.from(new Date(Number(text) * 1000).toISOString()),
      `the ${name} is signed as a date`,
      advice,
    ]
  }
  if (/^\d{13}$/.test(text))
    yield [
      Buffer.from(text.slice(0, 10)),
      `the ${name} is signed in seconds`,
      `Sign the ${name} as it is sent, in milliseconds.`,
    ]
}
