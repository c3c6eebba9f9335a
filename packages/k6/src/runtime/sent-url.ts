import type { Url } from './types.js'

/** `http.url` gives an object that holds the URL. */
export const urlText = (url: Url): string =>
  typeof url === 'string' ? url : String((url as unknown as { url?: unknown }).url ?? '')

let last = ''
let lastSent = ''

/**
 * A URL as k6 sends it, so that what is signed is what arrives: without its fragment, and its path escaped by the rules
 * of Go's `net/url` (`EscapedPath`). In the query, which k6 leaves as it is, letters that no request line can carry are
 * escaped too. A URL that k6 refuses is left to it.
 */
export function sentUrl(url: string): string {
  if (url !== last) {
    lastSent = AS_IT_IS.test(url) ? url : escaped(url)
    last = url
  }
  return lastSent
}

const AS_IT_IS = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+\/([\w\-.~!$&'()*+,;=:@[\]/]|%[0-9A-F]{2})*(\?[!"$-~]*)?$/i
const PARTS = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)([^?#]*)(\?[^#]*)?/i
const PATH_AS_IT_IS = /^([\w\-.~!$&'()*+,;=:@[\]/]|%[0-9A-F]{2})*$/i
const BROKEN_ESCAPE = /%(?![0-9A-F]{2})/i

function escaped(url: string): string {
  const [, start, path = '', query = ''] = PARTS.exec(url) ?? []
  if (start === undefined || BROKEN_ESCAPE.test(path)) return url
  return `${start}${escapedPath(path) || '/'}${query.replace(/[^!-~]/gu, percent)}`
}

/** One letter that has to be escaped makes Go undo all escapes and write the whole path anew. */
function escapedPath(path: string): string {
  if (PATH_AS_IT_IS.test(path)) return path
  return path.replace(/%([0-9A-F]{2})|[\s\S]/giu, (token, hex?: string) => {
    const letter = hex ? String.fromCharCode(Number.parseInt(hex, 16)) : token
    if (/[\w\-.~$&+,/:;=@]/.test(letter)) return letter
    return hex ? `%${hex.toUpperCase()}` : percent(letter)
  })
}

/** A letter as the bytes of its UTF-8; half a surrogate pair as U+FFFD, as Go reads it. */
function percent(letter: string): string {
  if (letter < '\u0080') return `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  return encodeURIComponent(/^[\ud800-\udfff]$/.test(letter) ? '\ufffd' : letter)
}
