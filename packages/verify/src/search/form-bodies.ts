import type { Body } from './mistake.js'

const ADVICE = 'Sign the form as it is sent, percent-encoded.'

/** A form body (`a=b&c=d`) as other encoders write it. */
export function* formBodies(body: Buffer): Generator<Body> {
  const text = body.toString('latin1')
  if (!text.includes('=') || /[\s{}<>"]/.test(text)) return
  const pairs = text.split('&').map((pair) => pair.split('=', 2).map(decoded))
  const write = (encode: (text: string) => string) =>
    pairs.map((pair) => pair.map(encode).join('=')).join('&')
  const forms: [string, string][] = [
    [write((one) => one), 'is not percent-encoded'],
    [text.replace(/\+/g, '%20'), 'has %20 for spaces instead of +'],
    [text.replace(/%20/g, '+'), 'has + for spaces instead of %20'],
    [write(percent), 'is percent-encoded as by encodeURIComponent'],
    [write(strict), 'is percent-encoded as in RFC 3986'],
    [
      write((one) => new URLSearchParams([['', one]]).toString().slice(1)),
      'is percent-encoded as browsers do for forms',
    ],
    [text.replace(/%[0-9A-F]{2}/gi, (code) => code.toLowerCase()), 'has lower-case percent-encoding'],
    [text.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase()), 'has upper-case percent-encoding'],
    [
      pairs
        .map((pair) => pair.map(percent).join('='))
        .sort()
        .join('&'),
      'has its fields sorted by name',
    ],
    ...asJson(pairs),
  ]
  for (const [form, what] of forms)
    yield { body: Buffer.from(form), when: `the form in the body ${what}`, advice: ADVICE }
}

// Numbers that JSON writes as they stand in the form.
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/

/** The fields as JSON, minified and as Python's json.dumps writes it, numbers as they are or as texts. */
function asJson(pairs: readonly string[][]): [string, string][] {
  const text = (value: string) => JSON.stringify(value)
  const typed = (value: string) =>
    NUMBER.test(value) || /^(?:true|false|null)$/.test(value) ? value : text(value)
  const written = (value: (text: string) => string, comma: string, colon: string) =>
    `{${pairs.map(([name = '', one = '']) => text(name) + colon + value(one)).join(comma)}}`
  const spaced = ", with a space after each comma and colon, like Python's json.dumps"
  return [
    [written(text, ',', ':'), 'is JSON'],
    [written(typed, ',', ':'), 'is JSON with its numbers without quotes'],
    [written(text, ', ', ': '), `is JSON${spaced}`],
    [written(typed, ', ', ': '), `is JSON with its numbers without quotes${spaced}`],
  ]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    return text
  }
}

const percent = (text: string) => {
  try {
    return encodeURIComponent(text)
  } catch {
    return text
  }
}
const strict = (text: string) =>
  percent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
