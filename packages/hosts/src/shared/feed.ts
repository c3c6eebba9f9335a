import type { Data } from '@countersign/core/message'

export const CHUNK = 65536

/** Gives `data` to `update`: a long text by chunks, so that its UTF-8 is never there as a whole. */
export function feed(data: Data, update: (chunk: Data) => unknown): void {
  if (typeof data !== 'string' || data.length <= CHUNK) {
    update(data)
    return
  }
  for (let at = 0; at < data.length; ) {
    let end = at + CHUNK
    // Not between the halves of a surrogate pair.
    if ((data.charCodeAt(end) & 0xfc00) === 0xdc00) end++
    update(data.slice(at, end))
    at = end
  }
}
