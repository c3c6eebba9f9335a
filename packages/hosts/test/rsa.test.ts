import { constants, generateKeyPairSync, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto'
import type { Bytes } from '@countersign/core/message'
import { describe, expect, test } from 'vitest'
import { flipped, hex, NONE } from './bytes.js'
import { each, hosts } from './hosts.js'
import { rsaKeys } from './keys.js'

const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
// 2049 bits: a modulus whose first byte is 1, so that an encoded message starts within it.
const KEYS = [2048, 2049, 3072, 4096].map((bits) => [bits, rsaKeys(bits)] as const)
const [first] = KEYS.map(([, keys]) => keys)
if (!first) throw new Error('no keys')

const random = (length: number): Bytes => new Uint8Array(randomBytes(length))

describe.each(each)('%s', (_name, { cipher }) => {
  test.each(KEYS)('RSA-OAEP-256 with %i bits, both ways against node:crypto', async (_bits, keys) => {
    const [publicKey, privateKey] = [cipher.publicKey(keys.spki), cipher.privateKey(keys.pkcs8)]
    for (const length of [0, 1, 16, 32, 190]) {
      const message = random(length)
      const wrapped = await cipher.encryptKey(publicKey, message)
      expect(hex(privateDecrypt({ key: keys.privateKey, ...OAEP }, wrapped))).toBe(hex(message))
      const theirs = new Uint8Array(publicEncrypt({ key: keys.publicKey, ...OAEP }, message))
      expect(hex(await cipher.decryptKey(privateKey, theirs))).toBe(hex(message))
    }
  })

  test('wraps anew each time, and unwraps many times', async () => {
    const [publicKey, privateKey] = [cipher.publicKey(first.spki), cipher.privateKey(first.pkcs8)]
    const seen = new Set<string>()
    for (let n = 0; n < 10; n++) {
      const wrapped = await cipher.encryptKey(publicKey, new Uint8Array([n]))
      seen.add(hex(wrapped))
      expect(hex(await cipher.decryptKey(privateKey, wrapped))).toBe(hex(new Uint8Array([n])))
    }
    expect(seen.size).toBe(10)
  })

  test('a public exponent of 3', async () => {
    const keys = rsaKeys(2048, 3)
    const wrapped = await cipher.encryptKey(cipher.publicKey(keys.spki), random(32))
    expect(await cipher.decryptKey(cipher.privateKey(keys.pkcs8), wrapped)).toHaveLength(32)
  })

  test('refuses a changed, shorter, longer or foreign wrapped key', async () => {
    const key = cipher.privateKey(first.pkcs8)
    const wrapped = await cipher.encryptKey(cipher.publicKey(first.spki), random(32))
    const foreign = await cipher.encryptKey(cipher.publicKey(rsaKeys(2048).spki), random(32))
    const wrong = [
      flipped(wrapped),
      flipped(wrapped, 255),
      wrapped.slice(1),
      new Uint8Array([0, ...wrapped]),
      NONE,
      new Uint8Array(256),
      new Uint8Array(256).fill(255),
      foreign,
    ]
    for (const text of wrong) await expect(cipher.decryptKey(key, text)).rejects.toThrow()
  })

  test('refuses a wrapped key without its leading zero byte', async () => {
    const key = cipher.privateKey(first.pkcs8)
    let wrapped: Bytes
    do wrapped = new Uint8Array(publicEncrypt({ key: first.publicKey, ...OAEP }, random(32)))
    while (wrapped[0] !== 0)
    expect(await cipher.decryptKey(key, wrapped)).toHaveLength(32)
    await expect(cipher.decryptKey(key, wrapped.slice(1))).rejects.toThrow()
  })

  test('refuses other padding than OAEP with SHA-256', async () => {
    const key = cipher.privateKey(first.pkcs8)
    const message = random(32)
    const others = [
      { padding: constants.RSA_PKCS1_PADDING },
      { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      { ...OAEP, oaepLabel: random(4) },
    ]
    for (const other of others) {
      const wrapped = new Uint8Array(publicEncrypt({ key: first.publicKey, ...other }, message))
      await expect(cipher.decryptKey(key, wrapped)).rejects.toThrow()
    }
  })

  test('refuses a message too long for the key', async () => {
    const key = cipher.publicKey(first.spki)
    expect(await cipher.encryptKey(key, random(190))).toHaveLength(256)
    await expect(cipher.encryptKey(key, random(191))).rejects.toThrow()
  })

  test('refuses a key of the other kind, or what is not a key', async () => {
    const wrapped = await cipher.encryptKey(cipher.publicKey(first.spki), random(32))
    await expect(cipher.decryptKey(cipher.publicKey(first.spki), wrapped)).rejects.toThrow()
    await expect(cipher.encryptKey(cipher.privateKey(first.pkcs8), random(32))).rejects.toThrow()
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const spki = new Uint8Array(ec.publicKey.export({ format: 'der', type: 'spki' }))
    const pkcs8 = new Uint8Array(ec.privateKey.export({ format: 'der', type: 'pkcs8' }))
    for (const der of [spki, NONE, random(50), first.spki.slice(0, -1)]) {
      await expect((async () => cipher.encryptKey(cipher.publicKey(der), random(32)))()).rejects.toThrow()
    }
    for (const der of [pkcs8, NONE, random(50), first.pkcs8.slice(0, -1), first.spki]) {
      await expect((async () => cipher.decryptKey(cipher.privateKey(der), wrapped))()).rejects.toThrow()
    }
  })
})

test('a key of one cipher is refused by another', async () => {
  for (const one of hosts) {
    for (const other of hosts.filter(({ name }) => name !== one.name)) {
      const key = one.cipher.publicKey(first.spki)
      const shared = key.constructor === other.cipher.publicKey(first.spki).constructor
      if (!shared) await expect(other.cipher.encryptKey(key, random(32))).rejects.toThrow()
    }
  }
})
