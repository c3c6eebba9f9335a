import { constants, createCipheriv, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { whyUnopened } from '../../src/jwe/unopened.js'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
const HEADER = '{"alg":"RSA-OAEP-256","enc":"A256GCM"}'

interface Way {
  readonly to?: typeof publicKey
  readonly oaepHash?: string
  readonly aad?: string
  readonly bytes?: 16 | 32
  readonly changed?: boolean
}

/** RFC 7516 section 5.1 by hand, and one step of it done otherwise. */
function jwe({ to = publicKey, oaepHash = 'sha256', aad, bytes = 32, changed = false }: Way): string {
  const header = Buffer.from(HEADER).toString('base64url')
  const [cek, iv] = [randomBytes(bytes), randomBytes(12)]
  const cipher = createCipheriv(bytes === 32 ? 'aes-256-gcm' : 'aes-128-gcm', cek, iv)
  cipher.setAAD(Buffer.from(aad ?? header))
  const ciphertext = Buffer.concat([cipher.update('{}'), cipher.final()])
  if (changed) ciphertext[0] = (ciphertext[0] ?? 0) ^ 1
  const key = publicEncrypt({ key: to, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, cek)
  const parts = [key, iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))
  return [header, ...parts].join('.')
}

it.each<[string, Way, string]>([
  ['another key', { to: other }, 'a content key that is encrypted to a different key, or changed'],
  ['another hash', { oaepHash: 'sha1' }, 'a content key encrypted by RSA-OAEP with SHA1, not SHA-256'],
  ['a short key', { bytes: 16 }, 'a content key of 128 bits, not 256'],
  [
    'no additional data',
    { aad: '' },
    'a ciphertext that does not authenticate the header: the additional data are empty',
  ],
  [
    'the header as JSON',
    { aad: HEADER },
    'a ciphertext that authenticates the JSON of the header, not its base64url',
  ],
  ['other bytes', { changed: true }, 'bytes that were changed after they were encrypted'],
])('a JWE with %s says so', (_what, way, why) => {
  expect(whyUnopened(jwe(way), privateKey)).toBe(why)
})
