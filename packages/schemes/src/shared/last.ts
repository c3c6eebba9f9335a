import type { Header } from '@countersign/core'

/** `make` for what mostly is the same as before: that is not made again. It must depend on nothing else. */
export function lastOf<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  let last: { readonly key: Key; readonly made: Made } | undefined
  return (key) => {
    if (last === undefined || last.key !== key) last = { key, made: make(key) }
    return last.made
  }
}

/** The same for a request's headers, headers that are added to them, and a text. */
export function lastOfHeaders<Made>(
  make: (headers: readonly Header[], added: readonly Header[], text: string) => Made,
): typeof make {
  let last: { headers: string[]; added: string[]; text: string; made: Made } | undefined
  return (headers, added, text) => {
    if (
      last === undefined ||
      last.text !== text ||
      !isSame(last.headers, headers) ||
      !isSame(last.added, added)
    )
      last = { headers: headers.flat(), added: added.flat(), text, made: make(headers, added, text) }
    return last.made
  }
}

/** By their texts, since a list can be changed. */
function isSame(texts: readonly string[], headers: readonly Header[]): boolean {
  if (texts.length !== headers.length * 2) return false
  for (let at = 0; at < headers.length; at++) {
    const header = headers[at] as Header
    if (header[0] !== texts[at * 2] || header[1] !== texts[at * 2 + 1]) return false
  }
  return true
}
