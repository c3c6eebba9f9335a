import { webcrypto } from 'node:crypto'
import type { Host } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { portableCipher, portableHost, portableSigner } from '@countersign/hosts/portable'
import { gcmLongIv, type WebCrypto, webcryptoHost } from '@countersign/hosts/webcrypto'

const crypto = webcrypto as unknown as WebCrypto
const random = (length: number) => webcrypto.getRandomValues(new Uint8Array(length))

/** Core's three homes: native, the web's, and plain JavaScript. */
export const hosts: Record<string, () => Host> = {
  node: () => nodeHost(),
  webcrypto: () => webcryptoHost(crypto, { name: 'WebCrypto', longIv: gcmLongIv }),
  portable: () =>
    portableHost({
      name: 'plain JavaScript',
      random,
      cipher: portableCipher({ random }),
      signer: portableSigner({ random }),
    }),
}
