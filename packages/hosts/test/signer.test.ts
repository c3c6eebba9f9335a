import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
  webcrypto,
} from 'node:crypto'
import { readSigningKey } from '@countersign/core'
import type { Host, SignatureName } from '@countersign/core/host'
import { describe, expect, test } from 'vitest'
import { webcryptoSigner } from '../src/webcrypto.js'
import { hex } from './bytes.js'
import { each } from './hosts.js'

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const EC = Object.fromEntries(
  (['P-256', 'P-384', 'P-521'] as const).map((curve) => [
    curve,
    generateKeyPairSync('ec', { namedCurve: curve }),
  ]),
)
const ED = generateKeyPairSync('ed25519')

type Pair = { publicKey: KeyObject; privateKey: KeyObject }

const pssOf = (saltLength: number) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })
const P1363 = { dsaEncoding: 'ieee-p1363' } as const

const SIGNATURES: [SignatureName, Pair, string | null, object][] = [
  ['RSA-SHA1', RSA, 'sha1', {}],
  ['RSA-SHA256', RSA, 'sha256', {}],
  ['RSA-SHA384', RSA, 'sha384', {}],
  ['RSA-SHA512', RSA, 'sha512', {}],
  ['RSA-PSS-SHA256', RSA, 'sha256', pssOf(32)],
  ['RSA-PSS-SHA384', RSA, 'sha384', pssOf(48)],
  ['RSA-PSS-SHA512', RSA, 'sha512', pssOf(64)],
  ['ECDSA-P256-SHA256', EC['P-256'] as Pair, 'sha256', P1363],
  ['ECDSA-P384-SHA384', EC['P-384'] as Pair, 'sha384', P1363],
  ['ECDSA-P521-SHA512', EC['P-521'] as Pair, 'sha512', P1363],
  ['Ed25519', ED, null, {}],
]

/** Every way in which a private key is written. */
function spellings({ privateKey }: Pair): string[] {
  const type = privateKey.asymmetricKeyType
  const old = type === 'rsa' ? ('pkcs1' as const) : type === 'ec' ? ('sec1' as const) : undefined
  return [
    String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    ...(old ? [String(privateKey.export({ format: 'pem', type: old as 'sec1' }))] : []),
    JSON.stringify(privateKey.export({ format: 'jwk' })),
  ]
}

// Hosts read a long text by chunks: here a letter of two halves stands where one ends.
const LONG = `${'é'.repeat(65_535)}😀`

const signerOf = (host: Host) => host.signer as NonNullable<Host['signer']>

describe.each(each)('%s', (_name, host) => {
  test.each(SIGNATURES)(
    '%s, whose key is PEM or JWK, verifies in OpenSSL',
    async (name, pair, digest, how) => {
      for (const text of spellings(pair)) {
        const sign = signerOf(host)(name, readSigningKey(text))
        for (const data of ['', 'Zoë', LONG, new Uint8Array([0, 255])]) {
          const signature = await sign(data)
          const { publicKey } = pair
          expect(verify(digest, Buffer.from(data as string), { key: publicKey, ...how }, signature)).toBe(
            true,
          )
        }
      }
    },
  )

  // RFC 8032 section 7.1, test 2.
  test('Ed25519 of RFC 8032', async () => {
    const seed = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex')
    const jwk = { kty: 'OKP', crv: 'Ed25519', d: seed.toString('base64url') }
    const sign = signerOf(host)('Ed25519', readSigningKey(JSON.stringify(jwk)))
    expect(hex(await sign(new Uint8Array([0x72])))).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    )
  })

  test('an unknown name and a key of another kind are refused at once', () => {
    const key = readSigningKey(spellings(RSA)[0] ?? '')
    const call = (name: string) => () => signerOf(host)(name as SignatureName, key)
    expect(call('RSA-MD5')).toThrowError(expect.objectContaining({ code: 'missing-capability' }))
    expect(call('constructor')).toThrowError(/"constructor"/)
    expect(call('ECDSA-P256-SHA256')).toThrowError(expect.objectContaining({ code: 'invalid-key' }))
  })
})

test('a runtime that lacks Ed25519 refuses it by name', async () => {
  const key = readSigningKey(spellings(ED)[0] ?? '')
  const known = webcryptoSigner(webcrypto, { name: 'k6', without: ['Ed25519'] })
  expect(() => known('Ed25519', key)).toThrowError(/"Ed25519" is not available in k6/)
  const subtle = {
    ...webcrypto.subtle,
    importKey: () => Promise.reject(new Error('NotSupported')),
  } as unknown as typeof webcrypto.subtle
  const found = webcryptoSigner({ subtle })('Ed25519', key)
  await expect(found('a')).rejects.toThrowError(expect.objectContaining({ code: 'missing-capability' }))
})

describe('a signing key that cannot be used is refused, and is not shown', () => {
  const pem = spellings(RSA)[0] ?? ''
  const jwk = JSON.parse(spellings(EC['P-256'] as Pair)[2] ?? '')
  test.each([
    ['nothing', '', /not a PEM/],
    [
      'a public key',
      String(
        createPublicKey(RSA.publicKey.export({ format: 'pem', type: 'spki' })).export({
          format: 'pem',
          type: 'spki',
        }),
      ),
      /PUBLIC KEY/,
    ],
    ['a key that is cut off', pem.slice(0, 900), /cut off/],
    [
      'a pass phrase',
      String(RSA.privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' })),
      /pass phrase/,
    ],
    [
      'another curve',
      String(
        generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey.export({
          format: 'pem',
          type: 'pkcs8',
        }),
      ),
      /curve/,
    ],
    [
      'a short RSA key',
      String(
        generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
          format: 'pem',
          type: 'pkcs8',
        }),
      ),
      /1024 bits/,
    ],
    ['a public JWK', JSON.stringify({ ...jwk, d: undefined }), /"d"/],
    ['a JWK without a part', JSON.stringify({ ...jwk, x: undefined }), /"x"/],
    ['a JWK of another kind', '{"kty":"oct","d":"AAAA"}', /kind/],
    ['a JWK that is cut off', '{"kty":"EC","d":"AA', /cannot be read/],
  ])('%s', (_what, text, says) => {
    const read = () => readSigningKey(text)
    expect(read).toThrowError(expect.objectContaining({ name: 'CountersignError', code: 'invalid-key' }))
    expect(read).toThrowError(says)
    if (text.length > 40) expect(read).not.toThrowError(text.slice(30, 50))
  })
})
