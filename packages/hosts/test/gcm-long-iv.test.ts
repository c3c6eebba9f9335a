import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { DecryptInput } from '@countersign/core/host'
import { describe, expect, test } from 'vitest'
import { flipped, hex, NONE, unhex } from './bytes.js'
import { each } from './hosts.js'

// Found by trying: under this key, the counter of this IV wraps within a message of 10 KB.
const KEY = new Uint8Array(32).fill(7)
const IV = unhex('0000000000000000000000000029cf07')
const PLAIN = new Uint8Array(10_000).map((_, at) => at)

function sealed(): DecryptInput {
  const cipher = createCipheriv('aes-256-gcm', KEY, IV)
  const ciphertext = new Uint8Array(Buffer.concat([cipher.update(PLAIN), cipher.final()]))
  const tag = new Uint8Array(cipher.getAuthTag())
  return { encryption: 'A256GCM', key: KEY, iv: IV, ciphertext, tag, aad: NONE }
}

/** The last 32 bits of the first counter: what AES made the first block of the key stream of. */
function firstCounter({ ciphertext }: DecryptInput): number {
  const stream = ciphertext.slice(0, 16).map((value, at) => value ^ (PLAIN[at] ?? 0))
  return createDecipheriv('aes-256-ecb', KEY, null).setAutoPadding(false).update(stream).readUInt32BE(12)
}

test('the counter wraps within the message', () => {
  expect(2 ** 32 - firstCounter(sealed())).toBeLessThan(PLAIN.length / 16)
})

describe.each(each)('%s', (_name, { cipher }) => {
  test('opens a message in which the 32-bit counter wraps', async () => {
    expect(hex(await cipher.decrypt(sealed()))).toBe(hex(PLAIN))
  })

  test('refuses one that was changed behind the wrap', async () => {
    const message = sealed()
    const changed = { ...message, ciphertext: flipped(message.ciphertext, 9_999) }
    await expect(cipher.decrypt(changed)).rejects.toThrow()
  })
})
