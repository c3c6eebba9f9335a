import { concat } from '@countersign/core/bytes'
import type { HashName } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { xor } from '../shared/xor.js'
import { portableDigests } from './hash.js'

// The DER of DigestInfo before the hash (RFC 8017 section 9.2, note 1).
const DIGEST_INFO: Readonly<Partial<Record<HashName, string>>> = {
  'SHA-1': '3021300906052b0e03021a05000414',
  'SHA-256': '3031300d060960864801650304020105000420',
  'SHA-384': '3041300d060960864801650304020205000430',
  'SHA-512': '3051300d060960864801650304020305000440',
}

/** EMSA-PKCS1-v1_5 (RFC 8017 section 9.2). */
export function encodePkcs1(data: Bytes, size: number, hash: HashName): Bytes {
  const info = Uint8Array.from(DIGEST_INFO[hash]?.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const digest = concat(info, portableDigests.hashBytes(hash, [data]))
  const padding = new Uint8Array(size - digest.length - 3).fill(0xff)
  return concat(new Uint8Array([0, 1]), padding, new Uint8Array([0]), digest)
}

/** EMSA-PSS (RFC 8017 section 9.1.1) with MGF1 of the same hash. The modulus has a multiple of 8 bits. */
export function encodePss(data: Bytes, size: number, hash: HashName, salt: Bytes): Bytes {
  const digest = portableDigests.hashBytes(hash, [data])
  const sealed = portableDigests.hashBytes(hash, [new Uint8Array(8), digest, salt])
  const length = size - sealed.length - 1
  const block = concat(new Uint8Array(length - salt.length - 1), new Uint8Array([1]), salt)
  const masked = xor(block, mgf1(sealed, length, hash))
  masked[0] = (masked[0] ?? 0) & 0x7f
  return concat(masked, sealed, new Uint8Array([0xbc]))
}

/** MGF1 (RFC 8017 appendix B.2.1). */
function mgf1(seed: Bytes, length: number, hash: HashName): Bytes {
  const blocks: Bytes[] = []
  for (let counter = 0, had = 0; had < length; counter++) {
    const block = portableDigests.hashBytes(hash, [seed, new Uint8Array([0, 0, 0, counter])])
    blocks.push(block)
    had += block.length
  }
  return concat(...blocks).subarray(0, length)
}
