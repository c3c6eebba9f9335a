import type { InsomniaParameter } from '../context.js'

/** A form as Insomnia sends it: `application/x-www-form-urlencoded` of the WHATWG URL standard. */
export function formText(rows: readonly InsomniaParameter[]): string {
  return rows.map(({ name, value }) => `${encoded(`${name}`)}=${encoded(value || '')}`).join('&')
}

/** Everything except letters, digits and `*-._` is percent-encoded, a space is a plus, half a surrogate pair is U+FFFD. */
function encoded(text: string): string {
  return encodeURIComponent(String(text).replace(/[\ud800-\udfff]/gu, '\ufffd'))
    .replace(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+')
}
