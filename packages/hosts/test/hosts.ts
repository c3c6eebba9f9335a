import { webcrypto } from 'node:crypto'
import type { Cipher, Host } from '@countersign/core/host'
import { nodeHost, nodeRandom } from '../src/node.js'
import { portableCipher, portableHost, portableSigner } from '../src/portable.js'
import { gcmLongIv, webcryptoHost } from '../src/webcrypto.js'
import { isolatedHost } from './isolated.js'
import { strictCrypto } from './strict-crypto.js'

type Able = Host & { cipher: Cipher; random: NonNullable<Host['random']> }

/** Every host that can do everything. */
export const hosts: readonly Able[] = [
  nodeHost() as Able,
  webcryptoHost(webcrypto, { name: 'WebCrypto' }) as Able,
  webcryptoHost(strictCrypto, {
    name: 'WebCrypto with 96-bit IVs only',
    longIv: gcmLongIv,
  }) as Able,
  portableHost({
    name: 'portable',
    random: nodeRandom,
    cipher: portableCipher({ random: nodeRandom }),
    signer: portableSigner({ random: nodeRandom }),
  }) as Able,
  (await isolatedHost()) as Able,
]

export const each = hosts.map((host) => [host.name, host] as const)
