import { knownEncoding } from '@countersign/core/algorithms'
import { partsOf, plainCodec, wellFormed } from '@countersign/core/bytes'
import { digestName } from '@countersign/core/digest-name'
import type { Digests, HashInput } from '@countersign/core/host'
import type { Bytes, Data } from '@countersign/core/message'
import { portableDigests } from '@countersign/hosts/portable/hash'
import type { GrantedCrypto, GrantedDigest } from '../runtime.js'

const nativeName = (algorithm: string) => digestName(algorithm, "Insomnia's plugin sandbox")

/** The granted hashes if they can take the data, and plain JavaScript if not. */
export function grantedDigests(crypto: GrantedCrypto): Digests {
  const { createHash, createHmac } = crypto
  const takes = takesOf(crypto)

  function hashing(algorithm: string, input: HashInput): GrantedDigest | undefined {
    const name = nativeName(algorithm)
    const taken = createHash && takenAll(partsOf(input), takes)
    return taken && fed(createHash(name), taken)
  }

  function keyed(algorithm: string, key: Data, input: HashInput): GrantedDigest | undefined {
    const name = nativeName(algorithm)
    const [secret, ...data] = (createHmac && takenAll([key, ...partsOf(input)], takes)) ?? []
    return secret === undefined ? undefined : fed(createHmac?.(name, secret), data)
  }

  return {
    hash: (algorithm, input, encoding) =>
      hashing(algorithm, input)?.digest(knownEncoding(encoding)) ??
      portableDigests.hash(algorithm, input, encoding),
    hashBytes: (algorithm, input) =>
      bytesOf(hashing(algorithm, input)) ?? portableDigests.hashBytes(algorithm, input),
    hmac: (algorithm, key, input, encoding) =>
      keyed(algorithm, key, input)?.digest(knownEncoding(encoding)) ??
      portableDigests.hmac(algorithm, key, input, encoding),
    hmacBytes: (algorithm, key, input) =>
      bytesOf(keyed(algorithm, key, input)) ?? portableDigests.hmacBytes(algorithm, key, input),
  }
}

function fed(digest: GrantedDigest | undefined, parts: readonly Data[]): GrantedDigest | undefined {
  for (const part of parts) digest?.update(part)
  return digest
}

/** By way of hexadecimal text: the sandbox's own bytes are not the language's. */
function bytesOf(digest: GrantedDigest | undefined): Bytes | undefined {
  const pairs = digest?.digest('hex').match(/../g)
  return pairs ? Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)) : undefined
}

/** What the granted module takes for these data, or undefined if it cannot take them. */
type Takes = (data: Data) => Data | undefined

// SHA-256 of the byte 0xff, from any other tool: printf '\xff' | sha256sum
const HASH_OF_FF = 'a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89'

/** Node takes bytes. Insomnia's sandbox takes texts only, as UTF-8, and would hash the text of a list of numbers. */
function takesOf({ createHash }: GrantedCrypto): Takes {
  let bytesToo: boolean | undefined
  return (data) => {
    if (typeof data === 'string') return crosses(data) ? data : undefined
    bytesToo ??=
      createHash?.('sha256')
        .update(new Uint8Array([0xff]))
        .digest('hex') === HASH_OF_FF
    return bytesToo ? data : asText(data)
  }
}

/** Whether a text comes through to Node as it is: on its way a NUL ends it, and a byte order mark at its start is lost. */
const crosses = (text: string) => !text.includes('\u0000') && !text.startsWith('\ufeff') && wellFormed(text)

function asText(bytes: Exclude<Data, string>): string | undefined {
  try {
    const text = plainCodec.text(bytes)
    return crosses(text) ? text : undefined
  } catch {
    return undefined
  }
}

function takenAll(parts: readonly Data[], takes: Takes): Data[] | undefined {
  const taken = parts.map(takes)
  return taken.every((part) => part !== undefined) ? (taken as Data[]) : undefined
}
