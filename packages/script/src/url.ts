// What the tools encode by themselves: everything beyond printable ASCII, and a few letters more in each part.
const PATH = /[^\u0021-\u007e]|["<>`{}]/gu
const QUERY = /[^\u0021-\u007e]|["'<>]/gu

/**
 * A rendered URL as it goes on the wire, so that writing it back changes nothing any more: with a scheme (the tools
 * take http where there is none), percent-encoded, with a path, without its fragment.
 */
export function wireUrl(text: string): string {
  const trimmed = text.trim().replace(/#[\s\S]*$/, '')
  const [, scheme = 'http://', host = '', path = '', query = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)?([^/?]*)([^?]*)([\s\S]*)$/i.exec(trimmed) ?? []
  return scheme + host + (path || '/').replace(PATH, encode) + query.replace(QUERY, encode)
}

function encode(letter: string): string {
  // A lone surrogate goes out as the replacement character, as in every tool.
  const known = /^[\ud800-\udfff]$/.test(letter) ? '\ufffd' : letter
  return known === "'" ? '%27' : encodeURIComponent(known)
}
