import { knownEncoding } from '@countersign/core/algorithms'
import { concat, partsOf, utf8 } from '@countersign/core/bytes'
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

const NAMES: readonly string[] = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] satisfies HashName[]

/**
 * Hash and HMAC by the sandbox's crypto-js, which is compiled already: bundled code is compiled for every request.
 * What it does not have goes to `otherwise`.
 */
export function cryptoJsDigests(cryptoJs: CryptoJs, otherwise: Digests): Digests {
  const { lib, enc } = cryptoJs

  function digest(algorithm: HashName, input: HashInput, key?: Data): Words {
    const made = digestNamed(algorithm, key === undefined ? '' : 'Hmac')
    if (made) return made(messageOf(input), key === undefined ? key : messageOf(key))
    const bytes =
      key === undefined ? otherwise.hashBytes(algorithm, input) : otherwise.hmacBytes(algorithm, key, input)
    return wordsOf(bytes, lib)
  }

  function digestNamed(algorithm: HashName, kind: '' | 'Hmac'): Digest | undefined {
    const known = NAMES.includes(algorithm) ? `${kind}${algorithm.replace('-', '')}` : ''
    return (cryptoJs as unknown as Record<string, Digest | undefined>)[known]
  }

  const textOf = (words: Words, encoding: Encoding) =>
    String(enc[knownEncoding(encoding) === 'hex' ? 'Hex' : 'Base64'].stringify(words))

  const messageOf = (input: HashInput): Message =>
    typeof input === 'string' ? input : messageOfParts(partsOf(input), lib)

  return {
    hash: (algorithm, input, encoding) => textOf(digest(algorithm, input), encoding),
    hashBytes: (algorithm, input) => bytesIn(digest(algorithm, input)),
    hmac: (algorithm, key, input, encoding) => textOf(digest(algorithm, input, key), encoding),
    hmacBytes: (algorithm, key, input) => bytesIn(digest(algorithm, input, key)),
  }
}

function messageOfParts(parts: readonly Data[], lib: CryptoJs['lib']): Message {
  if (parts.every((part) => typeof part === 'string')) return parts.join('')
  return wordsOf(concat(...parts.map((part) => (typeof part === 'string' ? utf8(part) : part))), lib)
}

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
