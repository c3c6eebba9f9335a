import { escaped, line, plain } from './json-bodies.js'
import { readJsonText, writeJsonText } from './json-text.js'
import type { Body } from './mistake.js'

const ADVICE = 'Make it JSON once: what json.dumps or JSON.stringify gave is the text to sign and to send.'

/** A body that is made JSON again: the one that is sent, or the one that another program writes. */
export function* jsonTwice(text: string): Generator<Body> {
  const made = (inner: string, says = '') => ({
    body: Buffer.from(inner),
    when: `the body is made a JSON string again${says}`,
    advice: ADVICE,
  })
  yield made(JSON.stringify(text))
  const json = readJsonText(text)
  if (!json || json.kind === 'scalar') return
  const python = writeJsonText(json, line(', ', ': '), (one) => escaped(plain(one), false))
  yield made(JSON.stringify(python), ", as Python's json.dumps writes it")
  yield made(escaped(JSON.stringify(text), false), ', with non-ASCII characters escaped as \\uXXXX')
  yield made(JSON.stringify(writeJsonText(json, line(',', ':'), plain)), ', minified')
}
