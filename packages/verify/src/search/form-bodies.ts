import type { Body } from './bodies.js'

const ADVICE = 'Sign the form as it is sent, percent-encoded.'

/** A form body (`a=b&c=d`) as other encoders write the same. */
export function* formBodies(body: Buffer): Generator<Body> {
  const text = body.toString('latin1')
  if (!/^[^\s{}<>"]{0,200}=[^\s{}<>"]*$/.test(text)) return
  const pairs = text.split('&').map((pair) => pair.split('=', 2).map(decoded))
  const write = (encode: (text: string) => string) =>
    pairs.map((pair) => pair.map(encode).join('=')).join('&')
  const forms: [string, string][] = [
    [write((one) => one), 'is not percent-encoded'],
    [text.replace(/\+/g, '%20'), 'has %20 for spaces, not +'],
    [text.replace(/%20/g, '+'), 'has + for spaces, not %20'],
    [write(percent), 'is percent-encoded as encodeURIComponent does'],
    [write(strict), 'is percent-encoded as RFC 3986 has it'],
    [
      write((one) => new URLSearchParams([['', one]]).toString().slice(1)),
      'is percent-encoded as browsers encode forms',
    ],
    [text.replace(/%[0-9A-F]{2}/gi, (code) => code.toLowerCase()), 'has its percent-encoding in lower case'],
    [text.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase()), 'has its percent-encoding in capitals'],
    [
      pairs
        .map((pair) => pair.map(percent).join('='))
        .sort()
        .join('&'),
      'has its fields sorted by name',
    ],
    [JSON.stringify(Object.fromEntries(pairs)), 'is JSON'],
  ]
  for (const [form, what] of forms)
    yield { body: Buffer.from(form), when: `the form in the body ${what}`, advice: ADVICE }
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
