import { createCipheriv, randomBytes } from 'node:crypto'
import type { ContentEncryption, DecryptInput } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import forge from 'node-forge'
import { describe, expect, test } from 'vitest'
import { flipped, hex, NONE, unhex } from './bytes.js'
import { each } from './hosts.js'

const KEY = 'feffe9928665731c6d6a8f9467308308'
const IV = unhex('cafebabefacedbaddecaf888')
const PLAIN = unhex(
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
)
const ADDITIONAL = unhex('feedfacedeadbeeffeedfacedeadbeefabaddad2')

// McGrew and Viega, The Galois/Counter Mode of Operation, appendix B: test cases 4, 10, 16; 13 and 14 below.
const CASES: readonly [ContentEncryption, string, string, string][] = [
  [
    'A128GCM',
    KEY,
    '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091',
    '5bc94fbc3221a5db94fae95ae7121a47',
  ],
  [
    'A192GCM',
    `${KEY}feffe9928665731c`,
    '3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710',
    '2519498e80f1478f37ba55bd6d27618c',
  ],
  [
    'A256GCM',
    KEY + KEY,
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
    '76fc6ece0f4e1768cddf8853bb2d551b',
  ],
]

const random = (length: number): Bytes => new Uint8Array(randomBytes(length))

/** A message sealed by forge, whose AES and GHASH share no code with any host. */
function byForge(length: number, ivLength: number, aad = random(20)) {
  const [key, iv, plaintext] = [random(32), random(ivLength), random(length)]
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
  const cipher = forge.cipher.createCipher('AES-GCM', text(key))
  cipher.start({ iv: text(iv), additionalData: text(aad), tagLength: 128 })
  cipher.update(forge.util.createBuffer(text(plaintext)))
  cipher.finish()
  const [ciphertext, tag] = [cipher.output.toHex(), cipher.mode.tag.toHex()].map(unhex) as [Bytes, Bytes]
  return { message: { encryption: 'A256GCM', key, iv, ciphertext, tag, aad } as const, plaintext }
}

describe.each(each)('%s', (_name, { cipher }) => {
  test.each(CASES)('opens the %s of McGrew and Viega', async (encryption, key, ciphertext, tag) => {
    const message = { encryption, key: unhex(key), iv: IV, aad: ADDITIONAL }
    const opened = await cipher.decrypt({ ...message, ciphertext: unhex(ciphertext), tag: unhex(tag) })
    expect(hex(opened)).toBe(hex(PLAIN))
  })

  test('seals as McGrew and Viega do', async () => {
    const [, , , tag] = CASES[2] ?? []
    const sealed = await cipher.encrypt({
      key: unhex(KEY + KEY),
      iv: IV,
      plaintext: PLAIN,
      aad: ADDITIONAL,
    })
    expect([hex(sealed.ciphertext), hex(sealed.tag)]).toEqual([CASES[2]?.[2], tag])
    const zero = { key: new Uint8Array(32), iv: new Uint8Array(12), aad: NONE }
    const empty = await cipher.encrypt({ ...zero, plaintext: NONE })
    expect([hex(empty.ciphertext), hex(empty.tag)]).toEqual(['', '530f8afbc74536b9a963b4f1c4cb738b'])
    const block = await cipher.encrypt({ ...zero, plaintext: new Uint8Array(16) })
    expect(hex(block.ciphertext) + hex(block.tag)).toBe(
      'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
    )
  })

  test.each([12, 16])('opens what forge sealed with an IV of %i bytes, of every length', async (ivLength) => {
    for (let length = 0; length <= 300; length += length < 40 ? 1 : 13) {
      const { message, plaintext } = byForge(length, ivLength, random(length % 50))
      expect(hex(await cipher.decrypt(message))).toBe(hex(plaintext))
    }
  })

  test('opens keys of 128 and 192 bits with an IV of 128 bits', async () => {
    for (const [encryption, length] of [['A128GCM', 16] as const, ['A192GCM', 24] as const]) {
      const [key, iv, plaintext] = [random(length), random(16), random(77)]
      const sealing = createCipheriv(`aes-${length === 16 ? 128 : 192}-gcm`, key, iv).setAAD(ADDITIONAL)
      const ciphertext = new Uint8Array(Buffer.concat([sealing.update(plaintext), sealing.final()]))
      const tag = new Uint8Array(sealing.getAuthTag())
      const opened = await cipher.decrypt({ encryption, key, iv, ciphertext, tag, aad: ADDITIONAL })
      expect(hex(opened)).toBe(hex(plaintext))
    }
  })

  test.each([12, 16])('refuses a change in any part, with an IV of %i bytes', async (ivLength) => {
    const { message } = byForge(50, ivLength)
    for (const part of ['key', 'iv', 'ciphertext', 'tag', 'aad'] as const) {
      for (const at of [0, message[part].length - 1]) {
        await expect(cipher.decrypt({ ...message, [part]: flipped(message[part], at) })).rejects.toThrow()
      }
    }
  })

  test('refuses parts of another length', async () => {
    const { message } = byForge(50, 12)
    const { key, iv, tag, ciphertext } = message
    const wrong: Partial<DecryptInput>[] = [
      { tag: tag.slice(0, 15) },
      { tag: NONE },
      { tag: ciphertext.slice(-8), ciphertext: ciphertext.slice(0, -8) },
      { iv: NONE },
      { iv: iv.slice(1) },
      { iv: new Uint8Array(13) },
      { key: key.slice(16) },
      { encryption: 'A128GCM' },
      { ciphertext: ciphertext.slice(1) },
      { aad: NONE },
    ]
    for (const part of wrong) await expect(cipher.decrypt({ ...message, ...part })).rejects.toThrow()
  })

  test('seals with a key of 256 bits and an IV of 96, and nothing else', async () => {
    const message = { key: random(32), iv: random(12), plaintext: random(3), aad: NONE }
    await expect(cipher.encrypt({ ...message, key: random(16) })).rejects.toThrow()
    await expect(cipher.encrypt({ ...message, iv: random(16) })).rejects.toThrow()
    await expect(cipher.encrypt({ ...message, iv: NONE })).rejects.toThrow()
  })

  test('parts may lie anywhere in their memory, and stay as they were', async () => {
    const { message, plaintext } = byForge(45, 16)
    const moved = Object.fromEntries(
      Object.entries(message).map(([name, part]) => {
        if (typeof part === 'string') return [name, part]
        const memory = new Uint8Array(part.length + 9).fill(7)
        memory.set(part, 3)
        return [name, memory.subarray(3, 3 + part.length)]
      }),
    ) as unknown as DecryptInput
    expect(hex(await cipher.decrypt(moved))).toBe(hex(plaintext))
    expect([hex(moved.key), hex(moved.ciphertext)]).toEqual([hex(message.key), hex(message.ciphertext)])
  })
})
