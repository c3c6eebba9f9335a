import type { Encoding, Host } from '@countersign/core/host'
import type { Data } from '@countersign/core/message'

type Digests = Pick<Host, 'hash' | 'hmac'>

/** What is used of the sandbox's own crypto-js, version 3 and 4 alike. */
export interface CryptoJs {
  readonly algo: Readonly<Record<string, unknown>> & {
    readonly HMAC: { create(hasher: object, key: Words | string): Hasher }
  }
  readonly lib: { readonly WordArray: { create(words: number[], bytes: number): Words } }
  readonly enc: Readonly<Record<'Hex' | 'Base64', { stringify(words: Words): string }>>
}

type Words = { readonly sigBytes: number }

interface Hasher {
  update(data: Words | string): Hasher
  finalize(): Words
}

/**
 * Hash and HMAC by the sandbox's crypto-js, which is compiled already: bundled code is compiled for every request.
 * What it does not know goes to `otherwise`.
 */
export function cryptoJsDigests(cryptoJs: CryptoJs, otherwise: Digests): Digests {
  const { algo, lib, enc } = cryptoJs
  const dataOf = (data: Data) => (typeof data === 'string' ? data : wordsOf(data, lib))

  function finished(hasher: Hasher, parts: readonly Data[], encoding: Encoding): string | undefined {
    for (const part of parts) hasher.update(dataOf(part))
    const text: unknown = enc[encoding === 'hex' ? 'Hex' : 'Base64'].stringify(hasher.finalize())
    return typeof text === 'string' && text !== '' ? text : undefined
  }

  return {
    hash(algorithm, parts, encoding) {
      const known = hasherNamed(algo, algorithm)
      const made = known && finished(known.create(), parts, encoding)
      return made ?? otherwise.hash(algorithm, parts, encoding)
    },
    hmac(algorithm, key, parts, encoding) {
      const known = hasherNamed(algo, algorithm)
      const made = known && finished(algo.HMAC.create(known, dataOf(key)), parts, encoding)
      return made ?? otherwise.hmac(algorithm, key, parts, encoding)
    },
  }
}

/** `SHA-256` is `SHA256` there. */
function hasherNamed(algo: CryptoJs['algo'], algorithm: string): { create(): Hasher } | undefined {
  const name = algorithm.replace('-', '')
  const known = algo[name] as { create?(): Hasher } | undefined
  return typeof known?.create === 'function' ? (known as { create(): Hasher }) : undefined
}

function wordsOf(bytes: Uint8Array, { WordArray }: CryptoJs['lib']): Words {
  const words: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    words[at >>> 2] = (words[at >>> 2] ?? 0) | ((bytes[at] as number) << (24 - (at % 4) * 8))
  }
  return WordArray.create(words, bytes.length)
}
