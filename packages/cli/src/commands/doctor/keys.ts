import { createPrivateKey, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto'
import { type AnyProvider, readPrivateKey, readPublicKey, settingsOf, type Values } from '@countersign/core'
import { unlocking } from '../../node-host.js'

/** What is wrong with the keys among a provider's settings that only shows when one is used: each is used once. */
export function brokenKeys(provider: AnyProvider, values: Values): string[] {
  // Keys for signatures are of many kinds, and `setup` has read them.
  if (!provider.uses?.includes('cipher') || provider.uses.includes('signer')) return []
  return settingsOf(provider).flatMap(({ name, kind, secret, variable }) => {
    const pem = values[name]
    if (kind !== 'pem' || pem === undefined) return []
    try {
      const password = values[`${name}Password`]
      if (secret) decryptOnce(pem, { host: unlocking, password })
      else encryptOnce(pem)
      return []
    } catch (thrown) {
      const why = (thrown as Error).message
      return [
        `${variable} holds a key that does not work (${why}). It may be garbled: copy the whole file again.`,
      ]
    }
  })
}

const PROBE = Buffer.from('doctor')
const HASH = { oaepHash: 'sha256' } as const

function encryptOnce(pem: string): void {
  const key = createPublicKey({ key: Buffer.from(readPublicKey(pem).spki), format: 'der', type: 'spki' })
  publicEncrypt({ key, ...HASH }, PROBE)
}

function decryptOnce(pem: string, protection: Parameters<typeof readPrivateKey>[1]): void {
  const key = createPrivateKey({
    key: Buffer.from(readPrivateKey(pem, protection).pkcs8),
    format: 'der',
    type: 'pkcs8',
  })
  const sealed = publicEncrypt({ key: createPublicKey(key), ...HASH }, PROBE)
  if (!privateDecrypt({ key, ...HASH }, sealed).equals(PROBE))
    throw new Error('its numbers do not fit together')
}
