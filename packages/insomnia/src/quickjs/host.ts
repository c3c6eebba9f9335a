import { plainCodec } from '@countersign/core/bytes'
import type { Host } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { portableCipher } from '@countersign/hosts/portable/cipher'
import { portableNonce } from '@countersign/hosts/portable/nonce'
import { portableSigner } from '@countersign/hosts/portable/signer'
import type { GrantedCrypto } from '../runtime.js'
import { grantedDigests } from './digest.js'

const NAME = "Insomnia's plugin sandbox"

/**
 * Core's host in Insomnia's plugin sandbox: hash, HMAC and random bytes of the granted `crypto`, the rest in plain
 * JavaScript. There is no network for token requests, and no memory from one hook to the next.
 */
export function sandboxHost(crypto: GrantedCrypto = {}): Host {
  const random = randomOf(crypto)
  return {
    name: NAME,
    now: () => Date.now() / 1000,
    nonce: random ? (digits) => hexOf(crypto, Math.ceil(digits / 2)).slice(0, digits) : portableNonce(),
    ...grantedDigests(crypto),
    ...(random && { random }),
    cipher: portableCipher(random ? { random } : {}),
    signer: portableSigner({ name: NAME, ...(random && { random }) }),
    codec: plainCodec,
    send: noNetwork,
    checksHeaders: true,
  }
}

async function noNetwork(): Promise<never> {
  throw new Error(
    'the plugin sandbox has no network. Store the token request, and take its token by a response tag in the header Authorization, as the generated workspace does.',
  )
}

/** The sandbox's random bytes are not a typed array: they are read as hexadecimal text. */
function randomOf(crypto: GrantedCrypto): ((length: number) => Bytes) | undefined {
  if (typeof crypto.randomBytes !== 'function') return undefined
  return (length) => {
    const hex = hexOf(crypto, length)
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16)
    return bytes
  }
}

function hexOf({ randomBytes }: GrantedCrypto, length: number): string {
  const hex = randomBytes?.(length).toString('hex') ?? ''
  // A source that gives less than asked for gives no key.
  if (hex.length !== 2 * length || /[^0-9a-f]/.test(hex)) throw new Error('no random bytes')
  return hex
}
