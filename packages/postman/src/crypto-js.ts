import { knownEncoding } from '@countersign/core/algorithms'
import { concat, partsOf, plainCodec } from '@countersign/core/bytes'
import type { Digests, Encoding, HashInput, HashName } from '@countersign/core/host'
import type { Bytes, Data } from '@countersign/core/message'

/** What is used of the sandbox's own crypto-js, version 3 and 4 alike. */
export interface CryptoJs {
  readonly lib: { readonly WordArray: { create(words: number[], bytes: number): Words } }
  readonly enc: Readonly<Record<'Hex' | 'Base64', { stringify(words: Words): string }>>
}

interface Words {
  readonly words: readonly number[]
  readonly sigBytes: number
}
type Message = Words | string
type Digest = (message: Message, key?: Message) => Words

const NAMES: Readonly<Record<HashName, string>> = {
  MD5: 'MD5',
  'SHA-1': 'SHA1',
  'SHA-256': 'SHA256',
  'SHA-384': 'SHA384',
  'SHA-512': 'SHA512',
}

/**
 * Hash and HMAC by the sandbox's crypto-js, which is compiled already: bundled code is compiled for every request.
 * What it does not have goes to `otherwise`.
 */
export function cryptoJsDigests(cryptoJs: CryptoJs, otherwise: Digests): Digests {
  const { lib, enc } = cryptoJs
  const digest = (kind: '' | 'Hmac', algorithm: HashName) => {
    const name = Object.keys(NAMES).includes(algorithm) ? `${kind}${NAMES[algorithm]}` : ''
    const made = (cryptoJs as unknown as Record<string, Digest | undefined>)[name]
    return typeof made === 'function' ? made : undefined
  }
  const textOf = (words: Words, encoding: Encoding) =>
    String(enc[knownEncoding(encoding) === 'hex' ? 'Hex' : 'Base64'].stringify(words))
  const messageOf = (input: HashInput): Message => {
    const parts = partsOf(input)
    return parts.every((part) => typeof part === 'string') ? parts.join('') : wordsOf(bytesOf(parts), lib)
  }

  return {
    hash(algorithm, input, encoding) {
      const made = digest('', algorithm)
      return made ? textOf(made(messageOf(input)), encoding) : otherwise.hash(algorithm, input, encoding)
    },
    hashBytes(algorithm, input) {
      const made = digest('', algorithm)
      return made ? bytesIn(made(messageOf(input))) : otherwise.hashBytes(algorithm, input)
    },
    hmac(algorithm, key, input, encoding) {
      const made = digest('Hmac', algorithm)
      if (!made) return otherwise.hmac(algorithm, key, input, encoding)
      return textOf(made(messageOf(input), messageOf(key)), encoding)
    },
    hmacBytes(algorithm, key, input) {
      const made = digest('Hmac', algorithm)
      if (!made) return otherwise.hmacBytes(algorithm, key, input)
      return bytesIn(made(messageOf(input), messageOf(key)))
    },
  }
}

const bytesOf = (parts: readonly Data[]): Bytes =>
  concat(...parts.map((part) => (typeof part === 'string' ? plainCodec.utf8(part) : part)))

function wordsOf(bytes: Bytes, { WordArray }: CryptoJs['lib']): Words {
  const words: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    words[at >>> 2] = (words[at >>> 2] ?? 0) | ((bytes[at] as number) << (24 - (at % 4) * 8))
  }
  return WordArray.create(words, bytes.length)
}

function bytesIn({ words, sigBytes }: Words): Bytes {
  const bytes = new Uint8Array(sigBytes)
  for (let at = 0; at < sigBytes; at++) bytes[at] = (words[at >>> 2] ?? 0) >>> (24 - (at % 4) * 8)
  return bytes
}
