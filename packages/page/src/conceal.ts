import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

/** Hides secrets in a text. */
export type Conceal = (text: string) => string

/** Bytes without secrets; the same bytes if there is none in them. */
export function concealBytes(bytes: Buffer, conceal: Conceal, encoding = ''): Buffer {
  if (bytes.length === 0) return bytes
  const plain = decoded(bytes, encoding)
  const text = utf8(plain)
  const shown = conceal(text ?? plain.toString('latin1'))
  const unchanged = shown === (text ?? plain.toString('latin1'))
  if (unchanged) return bytes
  return text === undefined ? Buffer.from(shown.replace(/…/g, '...'), 'latin1') : Buffer.from(shown)
}

const MOST = 16 * 1024 * 1024
const DECODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: MOST }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength: MOST }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: MOST }),
}

/** A secret may be in what was compressed. */
function decoded(bytes: Buffer, encoding: string): Buffer {
  try {
    return DECODERS[encoding.trim().toLowerCase()]?.(bytes) ?? bytes
  } catch {
    return bytes
  }
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** A value as JSON in which no text holds a secret. */
export const concealedJson = (value: unknown, conceal: Conceal): string =>
  JSON.stringify(value, (_key, one) => (typeof one === 'string' ? conceal(one) : one))
