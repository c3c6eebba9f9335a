import { createHash } from 'node:crypto'
import { aroundIn, madeOf } from './around.js'

/** Says which text this is without saying it: `36 characters, SHA-256 1f0c3a5e…`. Short texts have no fingerprint, which would give them away. */
export function described(text: string): string {
  const length = characters(text)
  return text.length < 8 ? length : `${length}, SHA-256 ${fingerprint(text)}`
}

/** How long a text is: `1 character`. */
export const characters = ({ length }: string): string => `${length} character${length === 1 ? '' : 's'}`

/** Enough of a SHA-256 to tell two values apart. */
export const fingerprint = (data: string | Uint8Array): string =>
  `${createHash('sha256').update(data).digest('hex').slice(0, 8)}…`

/** A text in which what is not printable ASCII is escaped, as `\\xff` or `\\u20ac`. */
export const printable = (text: string): string =>
  text.replace(/[^\u0020-\u007e]/g, (letter) => {
    const code = letter.charCodeAt(0)
    return code < 256
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`
  })

/** A method as it may be shown: anyone may have pasted something else there. */
export const shownMethod = (method: string): string =>
  /^[A-Z]{3,10}$/.test(method) ? method : `(a method of ${described(method)})`

/** A header's or a member's name as it may be shown. */
export const shownName = (name: string): string =>
  /^[A-Za-z]+(?:[-_][A-Za-z0-9]+)*$/.test(name) && name.length <= 40 ? name : `(a name of ${described(name)})`

/** That a value is the expected one with something around it, on either side; undefined if it is not. */
export function spoiledProblem(sent: string, expected: string, name: string): string | undefined {
  const around = aroundIn(sent, expected)
  if (around) return `it is ${name} with ${around}: trim what you read from a file`
  const made = madeOf(sent, expected)
  if (made) return `it is ${name}${made}`
  const here = aroundIn(expected, sent)
  return here && `it is ${name} without ${here} here: trim it in the settings`
}

const TEMPLATE = /\{\{([^{}]{0,80})\}\}|\{%([^%]{0,80})%\}|\$\{(\w{1,80})\}/

/** The template that was left in a text, as it may be shown: `{{name}}`, `{% name %}`, `${name}`. */
export function unrendered(text: string): string | undefined {
  const found = TEMPLATE.exec(text)
  if (!found) return undefined
  const name = (found[1] ?? found[2] ?? found[3] ?? '').trim()
  return /^[\w.$ -]{1,40}$/.test(name) ? found[0] : 'a template'
}

/** Whether a text still holds a template, as a reason for a message. */
export function unrenderedProblem(text: string): string | undefined {
  const template = unrendered(text)
  return template && `${template} was not filled in`
}
