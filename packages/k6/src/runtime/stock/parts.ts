import type { Cipher, Host } from '@countersign/core/host'
import { now } from '../clock.js'
import type { K6Parts } from '../parts.js'
import { k6Send, k6SendSync } from '../send.js'
import { userTokens } from '../user-tokens.js'
import { checkRuntime } from './check-runtime.js'
import { k6Codec } from './codec.js'
import { k6Conversions } from './conversions.js'
import { k6Digests, k6Nonce, k6Random } from './hash.js'

/**
 * k6 as it is: native on the whole path of a request. `makeCipher` and `makeSigner` for files with a provider that
 * encrypts or signs by a private key.
 * @throws {Error} in a k6 that is too old
 */
export function stockParts(
  makeCipher?: () => Cipher,
  makeSigner?: () => NonNullable<Host['signer']>,
): K6Parts {
  checkRuntime()
  return {
    host: {
      name: 'k6',
      now,
      nonce: k6Nonce,
      ...k6Digests,
      random: k6Random,
      ...(makeCipher && { cipher: makeCipher() }),
      ...(makeSigner && { signer: makeSigner() }),
      codec: k6Codec,
      ...k6Conversions,
      send: k6Send,
      sendSync: k6SendSync,
      // What a script gives is checked as it is read; the rest by Go's HTTP client, which sends no such header.
      checksHeaders: true,
      checksTexts: true,
    },
    ownTokens: userTokens,
  }
}
