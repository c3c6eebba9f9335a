import type { CipherKey, OaepHash } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { children, INTEGER, OCTET_STRING, readOne, SEQUENCE } from '@countersign/core/x509/der'
import { type Blinding, newBlinding, nextBlinding } from './blinding.js'
import { bytesOfInteger, integerOf } from './integers.js'
import { power, publicPower } from './power.js'

type Random = (length: number) => Bytes

/** An RSA public key, for RSAEP (RFC 8017 section 5.1.1). */
export class PublicRsa implements CipherKey {
  readonly kind = 'public'
  /** Length of the modulus in bytes. */
  readonly size: number
  readonly #modulus: bigint
  readonly #exponent: bigint

  readonly hash: OaepHash

  constructor(spki: Bytes, hash: OaepHash = 'SHA-256') {
    this.hash = hash
    const [, key] = children(readOne(spki, SEQUENCE))
    if (key?.tag !== 0x03 || key.content[0] !== 0) throw new Error('not an RSA public key')
    const [modulus = 0n, exponent = 0n] = integers(key.content.slice(1))
    this.#modulus = modulus
    this.#exponent = exponent
    this.size = byteSize(modulus)
  }

  encrypt(encoded: Bytes): Bytes {
    return bytesOfInteger(publicPower(integerOf(encoded), this.#exponent, this.#modulus), this.size)
  }
}

/**
 * An RSA private key, for RSADP with the Chinese remainder theorem (RFC 8017 section 5.1.2). BigInt is not of
 * constant time, so the ciphertext is blinded if there is a random source.
 */
export class PrivateRsa implements CipherKey {
  readonly kind = 'private'
  readonly size: number
  readonly #numbers: Numbers
  readonly #random: Random | undefined
  #blinding: Blinding | undefined

  readonly hash: OaepHash

  constructor(pkcs8: Bytes, random?: Random, hash: OaepHash = 'SHA-256') {
    this.hash = hash
    const [, , key] = children(readOne(pkcs8, SEQUENCE))
    if (key?.tag !== OCTET_STRING) throw new Error('not an RSA private key')
    this.#numbers = numbersOf(integers(key.content))
    this.size = byteSize(this.#numbers.modulus)
    this.#random = random
  }

  decrypt(encryptedKey: Bytes): Bytes {
    const { modulus } = this.#numbers
    const ciphertext = integerOf(encryptedKey)
    if (encryptedKey.length !== this.size || ciphertext >= modulus) throw new Error('decryption failed')
    const blinding = this.#nextBlinding()
    if (!blinding) return bytesOfInteger(remainders(ciphertext, this.#numbers), this.size)
    const blinded = remainders((ciphertext * blinding.add) % modulus, this.#numbers)
    return bytesOfInteger((blinded * blinding.remove) % modulus, this.size)
  }

  #nextBlinding(): Blinding | undefined {
    const { modulus, exponent } = this.#numbers
    if (!this.#random) return undefined
    this.#blinding = this.#blinding
      ? nextBlinding(this.#blinding, modulus)
      : newBlinding(modulus, exponent, this.size, this.#random)
    return this.#blinding
  }
}

interface Numbers {
  readonly modulus: bigint
  /** The public one. */
  readonly exponent: bigint
  readonly p: bigint
  readonly q: bigint
  readonly dp: bigint
  readonly dq: bigint
  /** The inverse of q modulo p. */
  readonly qInverse: bigint
}

function numbersOf(all: readonly bigint[]): Numbers {
  const [version, modulus = 0n, exponent = 0n, , p = 0n, q = 0n, dp = 0n, dq = 0n, qInverse = 0n] = all
  if (version !== 0n) throw new Error('an RSA key of more than two primes')
  if (p < 2n || p * q !== modulus || (qInverse * q) % p !== 1n)
    throw new Error('its numbers do not fit together')
  return { modulus, exponent, p, q, dp, dq, qInverse }
}

function remainders(ciphertext: bigint, { p, q, dp, dq, qInverse }: Numbers): bigint {
  const first = power(ciphertext % p, dp, p)
  const second = power(ciphertext % q, dq, q)
  const difference = (((first - second) % p) + p) % p
  return second + ((difference * qInverse) % p) * q
}

/** The integers in a SEQUENCE (PKCS#1). */
function integers(der: Bytes): bigint[] {
  return children(readOne(der, SEQUENCE)).map(({ tag, content }) => {
    if (tag !== INTEGER || (content[0] ?? 0x80) >= 0x80) throw new Error('not an RSA key')
    return integerOf(content)
  })
}

const byteSize = (modulus: bigint) => Math.ceil(modulus.toString(16).length / 2)
