import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import type { DecryptInput } from '@countersign/core/host'
import { CompactEncrypt } from 'jose'
import { describe, expect, test } from 'vitest'
import { ascii, flipped, hex, NONE, unhex } from './bytes.js'
import { each } from './hosts.js'

// RFC 7518 appendix B.1.
const RFC_7518: DecryptInput = {
  encryption: 'A128CBC-HS256',
  key: unhex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'),
  iv: unhex('1af38c2dc2b96ffdd86694092341bc04'),
  aad: ascii('The second principle of Auguste Kerckhoffs'),
  ciphertext: unhex(
    'c80edfa32ddf39d5ef00c0b468834279a2e46a1b8049f792f76bfe54b903a9c9' +
      'a94ac9b47ad2655c5f10f9aef71427e2fc6f9b3f399a221489f16362c7032336' +
      '09d45ac69864e3321cf82935ac4096c86e133314c54019e8ca7980dfa4b9cf1b' +
      '384c486f3a54c51078158ee5d79de59fbd34d848b3d69550a67646344427ade5' +
      '4b8851ffb598f7f80074b9473c82e2db',
  ),
  tag: unhex('652c3fa36b0a7c5b3219fab3a30bc1c4'),
}
const KERCKHOFFS =
  'A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience'

/** A direct JWE by jose: its parts, as a message. */
async function byJose(plaintext: Uint8Array): Promise<DecryptInput> {
  const key = new Uint8Array(randomBytes(32))
  const jwe = new CompactEncrypt(plaintext).setProtectedHeader({ alg: 'dir', enc: 'A128CBC-HS256' })
  const [header = '', , ...parts] = (await jwe.encrypt(key)).split('.')
  const [iv = NONE, ciphertext = NONE, tag = NONE] = parts.map(
    (part) => new Uint8Array(Buffer.from(part, 'base64url')),
  )
  return { encryption: 'A128CBC-HS256', key, iv, ciphertext, tag, aad: ascii(header) }
}

/** A message whose tag is right and whose padding is not. */
function badlyPadded(): DecryptInput {
  const { key, iv, aad } = RFC_7518
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv).setAutoPadding(false)
  const ciphertext = new Uint8Array(cipher.update(new Uint8Array(32)))
  const bits = Buffer.alloc(8)
  bits.writeUInt32BE(aad.length * 8, 4)
  const hmac = createHmac('sha256', key.subarray(0, 16))
  const tag = hmac.update(Buffer.concat([aad, iv, ciphertext, bits])).digest()
  return { ...RFC_7518, ciphertext, tag: new Uint8Array(tag.subarray(0, 16)) }
}

describe.each(each)('%s', (_name, { cipher }) => {
  test('opens the A128CBC-HS256 of RFC 7518 appendix B.1', async () => {
    expect(Buffer.from(await cipher.decrypt(RFC_7518)).toString()).toBe(KERCKHOFFS)
  })

  test('opens what jose sealed, of every length around its blocks', async () => {
    for (let length = 0; length <= 300; length += length < 50 ? 1 : 25) {
      const plaintext = new Uint8Array(randomBytes(length))
      expect(hex(await cipher.decrypt(await byJose(plaintext)))).toBe(hex(plaintext))
    }
  })

  test('refuses a change in any part', async () => {
    for (const part of ['key', 'iv', 'ciphertext', 'tag', 'aad'] as const) {
      for (const at of [0, 15]) {
        const changed = { ...RFC_7518, [part]: flipped(RFC_7518[part], at) }
        await expect(cipher.decrypt(changed)).rejects.toThrow()
      }
    }
  })

  test('refuses parts of another length, and bad padding under a good tag', async () => {
    const { iv, tag, ciphertext } = RFC_7518
    const wrong: Partial<DecryptInput>[] = [
      { tag: NONE },
      { tag: tag.slice(0, 8) },
      { iv: iv.slice(0, 12) },
      { ciphertext: ciphertext.slice(0, -16) },
      { ciphertext: NONE },
      badlyPadded(),
    ]
    for (const part of wrong) await expect(cipher.decrypt({ ...RFC_7518, ...part })).rejects.toThrow()
  })
})
