import type { Cipher, Host } from '@countersign/core/host'
import type { TokenStore } from '@countersign/core/tokens'
import { webcryptoRandom } from '@countersign/hosts/webcrypto'
import { k6Codec } from './codec.js'
import { k6Digests, k6Nonce } from './hash.js'
import { k6Send } from './send.js'

/** Seconds since 1970. */
export const now = (): number => Date.now() / 1000

/** Waits so many seconds. */
export const wait = (seconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000)
  })

/** k6 as a host: native on the whole path of a request. The cipher is there where a provider of the file seals. */
export function k6Host(tokens: TokenStore, cipher: Cipher | undefined): Host {
  return {
    name: 'k6',
    now,
    nonce: k6Nonce,
    ...k6Digests,
    random: webcryptoRandom(crypto),
    ...(cipher && { cipher }),
    codec: k6Codec,
    send: k6Send,
    // What a script gives is checked as it is read; the rest by Go's HTTP client, which sends no such header.
    checksHeaders: true,
    tokens,
  }
}
