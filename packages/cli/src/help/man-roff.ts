/** The few requests of man(7) that a page needs; what people write is escaped. */

/** A text as roff shows it: no letter of it is a request or an escape. */
export function escaped(text: string): string {
  return text
    .replace(/\\/g, '\\[rs]')
    .replace(/-/g, '\\-')
    .replace(/'/g, '\\[aq]')
    .replace(/`/g, '\\[ga]')
    .replace(/\^/g, '\\[ha]')
    .replace(/~/g, '\\[ti]')
    .replace(
      /[^\n\x20-\x7e]/gu,
      (letter) => `\\[u${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/^\./gm, '\\&.')
}

/** As one argument of a request. */
const argument = (text: string) => `"${escaped(text).replace(/"/g, '""')}"`

export const title = (name: string, version: string) =>
  `.TH ${argument(name.toUpperCase())} 1 "" ${argument(`${name} ${version}`)} "User Commands"`
export const section = (name: string) => `.SH ${argument(name.toUpperCase())}`
export const subsection = (name: string) => `.SS ${argument(name)}`
export const paragraph = (text: string) => `.PP\n${escaped(text)}`
export const bold = (text: string) => `\\fB${escaped(text)}\\fR`
/** A term and what it means. */
export const item = (term: string, meaning: string) => `.TP\n${bold(term)}\n${escaped(meaning)}`
/** Lines as they are typed. */
export const example = (line: string) => `.PP\n.nf\n.RS 4\n${escaped(line)}\n.RE\n.fi`
