import type { Conversions } from '../parts.js'
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
    const both = assign({}, headers, added)
    if (!params || ('headers' in params && keys(params).length === 1)) return { headers: both, redirects: 0 }
    return { ...params, headers: both, redirects: 0 }
  },
}
