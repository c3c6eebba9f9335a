import { literalsOf } from './literals.js'

// What a tool takes for the start of a template: Postman's {{, Insomnia's and LiquidJS's {% and {# too.
const OPENING = /(?<=\{)[{%#]/g

/**
 * The same script without `{{`, `{%` and `{#`, so that no tool fills anything in: an escape in a literal, a space in
 * code. A script that holds `{{…}}` is searched by Newman for every request, which takes as long as running it.
 */
export function untemplated(code: string): string {
  if (!/\{[{%#]/.test(code)) return code
  const isLiteral = literalsOf(code)
  return code.replace(OPENING, (letter, at: number) => (isLiteral(at) ? escaped(letter) : ` ${letter}`))
}

const escaped = (letter: string) => `\\x${letter.charCodeAt(0).toString(16)}`
