import { generateKeyPairSync } from 'node:crypto'
import type { Bytes } from '@countersign/core/message'

/** A throwaway RSA key pair, made at run time. */
export function rsaKeys(bits: number, publicExponent = 0x10001) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits, publicExponent })
  const spki: Bytes = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  const pkcs8: Bytes = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }))
  return { publicKey, privateKey, spki, pkcs8 }
}
