import { type JsonText, readJsonText } from './json-text.js'
import type { Body } from './mistake.js'

const TEMPLATE = /\{\{\s*([\w.$-]{1,80})\s*\}\}/g
const FIRST = 'Fill in the variables first, then sign what is sent.'
const MOST_FIELDS = 40

/** The body with its variables filled in, or with variables in place of their values. */
export function* templateBodies(
  body: Buffer,
  variable: (name: string) => string | undefined,
): Generator<Body> {
  const text = body.toString('utf8')
  if (text.includes('{{')) yield* filled(text, variable)
  const json = readJsonText(text.replace(/^\ufeff/, ' '))
  if (json && json.kind !== 'scalar') yield* emptied(text, fieldsOf(json))
}

function* filled(text: string, variable: (name: string) => string | undefined): Generator<Body> {
  const names = [...new Set([...text.matchAll(TEMPLATE)].map(([, name = '']) => name))]
  if (names.length === 0 || names.some((name) => variable(name) === undefined)) return
  const whole = text.replace(TEMPLATE, (_whole, name: string) => variable(name) ?? '')
  const shown = names.map((name) => `{{${name}}}`).join(', ')
  yield {
    body: Buffer.from(whole),
    when: `${shown} in the body is filled in`,
    advice: 'Send the body that was signed: fill in the variables first.',
  }
}

interface Field {
  readonly name: string
  readonly text: string
  readonly at: number
}

/** Postman scripts see the body before its variables are filled in, and sign that. */
function* emptied(text: string, fields: readonly Field[]): Generator<Body> {
  for (const quotes of [true, false]) {
    const whole = (some: readonly Field[]) => Buffer.from(replaced(text, some, quotes))
    for (const field of fields) {
      const when = `the body holds {{${field.name}}} in place of its value: it was signed before the variable was filled in`
      yield { body: whole([field]), when, advice: FIRST }
    }
    const when =
      'the body holds {{variables}} named like its members: it was signed before they were filled in'
    if (fields.length > 1) yield { body: whole(fields), when, advice: FIRST }
  }
}

/** `{{name}}` for each field's value; a string keeps its quotes. */
function replaced(text: string, fields: readonly Field[], quotes: boolean): string {
  let [whole, from] = ['', 0]
  for (const { name, text: value, at } of fields) {
    const quoted = value.startsWith('"') && quotes
    whole += text.slice(from, at) + (quoted ? `"{{${name}}}"` : `{{${name}}}`)
    from = at + value.length
  }
  return whole + text.slice(from)
}

function fieldsOf(json: JsonText, name = ''): Field[] {
  if (json.kind === 'scalar')
    return /^"\w{1,80}"$/.test(name) ? [{ name: name.slice(1, -1), text: json.text, at: json.at }] : []
  const all =
    json.kind === 'array'
      ? json.items.flatMap((item) => fieldsOf(item, name))
      : json.members.flatMap((member) => fieldsOf(member.value, member.name))
  return all.slice(0, MOST_FIELDS)
}
