import { plainCodec, wellFormed } from '@countersign/core/bytes'
import type { Host } from '@countersign/core/host'
import type { Data } from '@countersign/core/message'
import { portableHash, portableHmac } from '@countersign/hosts/portable/hash'
import type { GrantedCrypto } from '../runtime.js'

/** The granted SHA-256 where it can take the data, and plain JavaScript where not. */
export function grantedHash(crypto: GrantedCrypto): Host['hash'] {
  const { createHash } = crypto
  if (typeof createHash !== 'function') return portableHash
  const takes = takesOf(crypto)
  return (algorithm, parts, encoding) => {
    const taken = takenAll(parts, takes)
    if (!taken) return portableHash(algorithm, parts, encoding)
    const hash = createHash('sha256')
    for (const part of taken) hash.update(part)
    return hash.digest(encoding)
  }
}

/** The granted HMAC where it can take key and data, and plain JavaScript where not. */
export function grantedHmac(crypto: GrantedCrypto): Host['hmac'] {
  const { createHmac } = crypto
  if (typeof createHmac !== 'function') return portableHmac
  const takes = takesOf(crypto)
  return (algorithm, key, parts, encoding) => {
    const taken = takenAll([key, ...parts], takes)
    if (!taken) return portableHmac(algorithm, key, parts, encoding)
    const [secret, ...data] = taken
    const hmac = createHmac('sha256', secret)
    for (const part of data) hmac.update(part)
    return hmac.digest(encoding)
  }
}

/** What the granted module takes for these data, or undefined where it cannot take them. */
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
