import { constants, createDecipheriv, privateDecrypt } from 'node:crypto'
import { compactDecrypt } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Identity, makeAuthority } from '../../src/certificates.js'
import { sealResponse } from '../../src/jwe/seal.js'

let client: Identity
beforeAll(async () => {
  client = await (await makeAuthority()).encryption('client')
})

const text = '{"name":"Zoë"}'
const GCM = { A128GCM: 'aes-128-gcm', A192GCM: 'aes-192-gcm', A256GCM: 'aes-256-gcm' } as const

// RFC 7516, section 5.2, by hand: jose takes no IV of 128 bits.
function openByHand(jwe: string, enc: keyof typeof GCM, alphabet: 'base64' | 'base64url') {
  const [header = '', ...rest] = jwe.split('.')
  const [encryptedKey, iv, ciphertext, tag] = rest.map((part) => Buffer.from(part, alphabet)) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ]
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
  const key = privateDecrypt({ key: client.privateKey, ...padding }, encryptedKey)
  const cipher = createDecipheriv(GCM[enc], key, iv).setAAD(Buffer.from(header)).setAuthTag(tag)
  return {
    ivBits: iv.length * 8,
    text: Buffer.concat([cipher.update(ciphertext), cipher.final()]).toString(),
  }
}

describe.each(['A128GCM', 'A192GCM', 'A256GCM'] as const)('%s', (enc) => {
  it.each([
    [96, 'base64url'],
    [96, 'base64'],
    [128, 'base64url'],
    [128, 'base64'],
  ] as const)('with an IV of %d bits in %s opens', (ivBits, alphabet) => {
    const jwe = sealResponse(text, client, { enc, ivBits, alphabet })
    expect(openByHand(jwe, enc, alphabet)).toEqual({ ivBits, text })
  })
})

it.each(['A128GCM', 'A192GCM', 'A256GCM', 'A128CBC-HS256'] as const)('jose opens %s', async (enc) => {
  const { plaintext, protectedHeader } = await compactDecrypt(
    sealResponse(text, client, { enc }),
    client.privateKey,
  )
  expect(Buffer.from(plaintext).toString()).toBe(text)
  expect(protectedHeader).toEqual({
    kid: client.fingerprint,
    cty: 'application/json',
    alg: 'RSA-OAEP-256',
    enc,
  })
})

it('writes the letters of plain base64 on request', () => {
  const jwe = sealResponse(text.repeat(100), client, { alphabet: 'base64', ivBits: 128 })
  expect(jwe).toMatch(/==/)
  expect(sealResponse(text.repeat(100), client)).toMatch(/^[\w-]+(\.[\w-]+){4}$/)
})

it('never takes an IV or a key twice', () => {
  const seen = new Set<string>()
  for (let n = 0; n < 50; n++)
    for (const part of sealResponse(text, client).split('.').slice(1, 3)) seen.add(part)
  expect(seen.size).toBe(100)
})
