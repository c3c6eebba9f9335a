import { trimmed } from '@countersign/core/trimmed'

// What the tools encode by themselves: everything beyond printable ASCII, and a few letters more in each part.
const PATH = /[^\u0021-\u007e]|["<>`{}]/gu
const QUERY = /[^\u0021-\u007e]|["'<>]/gu

/**
 * A rendered URL as it goes on the wire, so that writing it back changes nothing any more: with a scheme (the tools
 * take http if there is none), percent-encoded, with a path, without its fragment.
 */
export function wireUrl(text: string): string {
  const [bare = ''] = trimmed(text).split('#', 1)
  const [, scheme = 'http://', host = '', path = '', query = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)?([^/?]*)([^?]*)([\s\S]*)$/i.exec(bare) ?? []
  return scheme + host + (encoded(path, PATH) || '/') + encoded(query, QUERY)
}

/** A regular expression is compiled for every request, which takes longer than to see that there is nothing to do. */
const encoded = (text: string, letters: RegExp) => (isPlain(text) ? text : text.replace(letters, encode))

function isPlain(text: string): boolean {
  try {
    return encodeURI(text) === text && !text.includes("'")
  } catch {
    return false
  }
}

function encode(letter: string): string {
  // A lone surrogate goes out as the replacement character, as in every tool.
  const known = /^[\ud800-\udfff]$/.test(letter) ? '\ufffd' : letter
  return known === "'" ? '%27' : encodeURIComponent(known)
}
