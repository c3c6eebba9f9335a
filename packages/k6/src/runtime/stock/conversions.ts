import type { Conversions, HeaderRecord } from '../parts.js'
import { k6Codec, NORMALIZE_TELLS } from './codec.js'

// Looked up once: k6 takes longer if a global's property is asked for.
const { assign, keys } = Object

export const k6Conversions: Conversions = {
  textData(text) {
    if (text.includes('\ufffd')) return k6Codec.utf8(text)
    // Asked here already, since a call costs k6 as much.
    return (NORMALIZE_TELLS && text.normalize() === text) || k6Codec.wellFormed(text) ? text : undefined
  },
  paramsWith(params, headers, added) {
    const both = assign(copyOf(headers), added)
    if (!params || ('headers' in params && keys(params).length === 1)) return { headers: both, redirects: 0 }
    return { ...params, headers: both, redirects: 0 }
  },
}

let last: HeaderRecord | undefined
let only: string | undefined

/** Most calls bring one header, the same as the call before: k6 makes it anew in half the time of a copy. */
function copyOf(headers: HeaderRecord): Record<string, string | undefined> {
  if (headers !== last) {
    const names = keys(headers)
    only = names.length === 1 ? names[0] : undefined
    last = headers
  }
  return only === undefined ? assign({}, headers) : { [only]: headers[only] }
}
