import { knownEncoding, unknownAlgorithm } from '@countersign/core/algorithms'
import { partsOf } from '@countersign/core/bytes'
import { CountersignError } from '@countersign/core/errors'
import type { Digests, Encoding, HashInput, HashName } from '@countersign/core/host'
import type { Bytes, Data } from '@countersign/core/message'

/** What is used of the sandbox's own crypto-js, version 3 and 4 alike. */
export interface CryptoJs {
  readonly lib: { readonly WordArray: { create(bytes: Bytes): Words } }
  readonly enc: Readonly<Record<'Hex' | 'Base64' | 'Latin1' | 'Utf8', Encoder>>
}

interface Encoder {
  stringify(words: Words): string
  parse(text: string): Words
}

interface Words {
  /** Adds to the end of it. */
  concat(words: Words): Words
}
type Message = Words | string
type Digest = (message: Message, key?: Message) => Words

const NAMES: readonly string[] = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] satisfies HashName[]

/**
 * Hash and HMAC by the sandbox's crypto-js, which is there already: a script is copied several times for each
 * request, and carries no hash of its own. Each of Postman's tools has it; if one ever has not, nothing is signed there.
 * @throws {CountersignError} each function: `missing-capability` without crypto-js, or on a hash that it lacks
 */
export function cryptoJsDigests(cryptoJs: CryptoJs | undefined): Digests {
  const { lib, enc } = cryptoJs ?? ({} as CryptoJs)

  function digest(algorithm: HashName, input: HashInput, key?: Data): Words {
    const made = digestNamed(algorithm, key === undefined ? '' : 'Hmac')
    return made(messageOf(input), key === undefined ? key : messageOf(key))
  }

  function digestNamed(algorithm: HashName, kind: '' | 'Hmac'): Digest {
    if (!cryptoJs) throw missing()
    const known = NAMES.includes(algorithm) ? `${kind}${algorithm.replace('-', '')}` : ''
    const named = cryptoJs as unknown as Record<string, Digest | undefined>
    return named[known] ?? unknownAlgorithm('hash', algorithm, NAMES)
  }

  const textOf = (words: Words, encoding: Encoding) =>
    enc[knownEncoding(encoding) === 'hex' ? 'Hex' : 'Base64'].stringify(words)

  const bytesOf = (words: Words): Bytes =>
    Uint8Array.from(enc.Latin1.stringify(words), (letter) => letter.charCodeAt(0))

  function messageOf(input: HashInput): Message {
    if (typeof input === 'string') return input
    const parts = partsOf(input)
    if (parts.every((part) => typeof part === 'string')) return parts.join('')
    return parts.map(wordsOf).reduce((all, words) => all.concat(words))
  }

  const wordsOf = (part: Data): Words =>
    typeof part === 'string' ? enc.Utf8.parse(part) : lib.WordArray.create(part)

  return {
    hash: (algorithm, input, encoding) => textOf(digest(algorithm, input), encoding),
    hashBytes: (algorithm, input) => bytesOf(digest(algorithm, input)),
    hmac: (algorithm, key, input, encoding) => textOf(digest(algorithm, input, key), encoding),
    hmacBytes: (algorithm, key, input) => bytesOf(digest(algorithm, input, key)),
  }
}

const missing = () =>
  new CountersignError(
    'missing-capability',
    'This sandbox has no crypto-js, which makes hashes and HMACs here. Use Postman, the Postman CLI or Newman.',
  )
