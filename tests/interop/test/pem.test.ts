import 'reflect-metadata'
import { createHash, generateKeyPairSync, webcrypto } from 'node:crypto'
import {
  createSigner,
  mastercard,
  PemProblem,
  providers,
  readPrivateKey,
  readPublicKey,
} from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { X509CertificateGenerator } from '@peculiar/x509'
import { beforeAll, describe, expect, it } from 'vitest'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spki = rsa.publicKey.export({ type: 'spki', format: 'der' })
const pem = {
  spki: rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  pkcs1Public: rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  pkcs8: rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  pkcs1: rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  encrypted: rsa.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString(),
  encryptedOld: rsa.privateKey
    .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString(),
  ec: ec.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  ecPrivate: ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}

async function certificate(key: 'rsa' | 'ec', options: object = {}) {
  const algorithm =
    key === 'rsa'
      ? {
          name: 'RSASSA-PKCS1-v1_5',
          hash: 'SHA-256',
          modulusLength: 3072,
          publicExponent: new Uint8Array([1, 0, 1]),
        }
      : { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair
  const name = 'CN=client Zoë, O=Example AG, C=CH'
  const made = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '01',
      name,
      notBefore: new Date('2025-01-02T03:04:05Z'),
      notAfter: new Date('2051-06-07T08:09:10Z'),
      signingAlgorithm: algorithm,
      keys,
      ...options,
    } as never,
    webcrypto as never,
  )
  return { pem: made.toString('pem'), spki: new Uint8Array(made.publicKey.rawData) }
}

describe('an RSA key', () => {
  it('is read from SPKI, PKCS#1, PKCS#8', () => {
    for (const read of [
      () => readPublicKey(pem.spki),
      () => readPublicKey(pem.pkcs1Public),
      () => readPrivateKey(pem.pkcs8),
      () => readPrivateKey(pem.pkcs1),
    ]) {
      expect(Buffer.from(read().spki).equals(spki)).toBe(true)
      expect(read().bits).toBe(2048)
    }
    const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'der' })
    expect(Buffer.from(readPrivateKey(pem.pkcs1).pkcs8).equals(pkcs8)).toBe(true)
  })

  it('is read with CRLF, with text around it, and behind another block', () => {
    for (const text of [
      pem.spki.replace(/\n/g, '\r\n'),
      `Bag Attributes\n  x: 1\n${pem.spki}\ntrailing`,
      pem.pkcs8 + pem.spki,
    ]) {
      expect(Buffer.from(readPublicKey(text).spki).equals(spki)).toBe(true)
    }
  })
})

describe('a certificate', () => {
  let made: Awaited<ReturnType<typeof certificate>>
  beforeAll(async () => {
    made = await certificate('rsa')
  })

  it('gives its key, its holder and its times', () => {
    const key = readPublicKey(made.pem)
    expect(key.bits).toBe(3072)
    expect(createHash('sha256').update(key.spki).digest('hex')).toBe(
      createHash('sha256').update(made.spki).digest('hex'),
    )
    expect(key.certificate).toEqual({
      subject: 'CN=client Zoë, O=Example AG, C=CH',
      notBefore: Date.parse('2025-01-02T03:04:05Z') / 1000,
      notAfter: Date.parse('2051-06-07T08:09:10Z') / 1000,
    })
  })

  it('of an EC key is refused as such', async () => {
    const { pem: text } = await certificate('ec')
    expect(() => readPublicKey(text)).toThrowError(/holds no RSA key/)
  })

  it('that lost its end or its middle is refused', () => {
    const lines = made.pem.split('\n')
    expect(() => readPublicKey(lines.slice(0, -2).join('\n'))).toThrowError(/cut off/)
    expect(() => readPublicKey([...lines.slice(0, 5), ...lines.slice(7)].join('\n'))).toThrowError(PemProblem)
  })
})

describe('a certificate that the provider is set up with', () => {
  const warnings = async (options: object) => {
    const said: string[] = []
    const { pem: text } = await certificate('rsa', options)
    const settings = (name: string) => (name === 'MASTERCARD_ENCRYPTION_CERTIFICATE' ? text : undefined)
    const { ready } = createSigner({
      providers,
      settings,
      host: nodeHost(),
      warn: (message) => said.push(message),
    })
    ready(mastercard)
    return said
  }

  it('is warned of if it has expired, or is not valid yet', async () => {
    expect(await warnings({})).toEqual([])
    expect(await warnings({ notAfter: new Date('2026-01-02T00:00:00Z') })).toEqual([
      'Mastercard: MASTERCARD_ENCRYPTION_CERTIFICATE expired on 2026-01-02. Renew it in the portal.',
    ])
    expect(await warnings({ notBefore: new Date('2050-01-02T00:00:00Z') })).toEqual([
      'Mastercard: MASTERCARD_ENCRYPTION_CERTIFICATE is not valid before 2050-01-02.',
    ])
  })

  it('of an EC key is refused by the name of the setting', async () => {
    const { pem: text } = await certificate('ec')
    const settings = (name: string) => (name === 'MASTERCARD_ENCRYPTION_CERTIFICATE' ? text : undefined)
    const { ready } = createSigner({ providers, settings, host: nodeHost() })
    expect(() => ready(mastercard)).toThrowError(/MASTERCARD_ENCRYPTION_CERTIFICATE holds no RSA key/)
  })
})

describe('a PEM that cannot be used', () => {
  it.each([
    ['encrypted PKCS#8', () => readPrivateKey(pem.encrypted), /encrypted with a pass phrase/],
    ['encrypted PKCS#1', () => readPrivateKey(pem.encryptedOld), /encrypted with a pass phrase/],
    ['an EC key', () => readPublicKey(pem.ec), /holds no RSA key/],
    ['an EC private key', () => readPrivateKey(pem.ecPrivate), /holds no RSA key/],
    [
      'a private key where a public one is expected',
      () => readPublicKey(pem.pkcs8),
      /of the kind PRIVATE KEY/,
    ],
    [
      'a public key where a private one is expected',
      () => readPrivateKey(pem.spki),
      /of the kind PUBLIC KEY/,
    ],
    ['text', () => readPublicKey('hello'), /is not a PEM/],
    [
      'garbage',
      () => readPublicKey('-----BEGIN PUBLIC KEY-----\n%%%%\n-----END PUBLIC KEY-----'),
      /cannot be read/,
    ],
    [
      'another thing in base64',
      () => readPublicKey('-----BEGIN PUBLIC KEY-----\naGVsbG8=\n-----END PUBLIC KEY-----'),
      /cannot be read/,
    ],
  ])('%s', (_what, read, message) => {
    expect(read).toThrowError(PemProblem)
    expect(read).toThrowError(message)
  })

  it('of 1024 bits is refused', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const text = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(() => readPublicKey(text)).toThrowError(/1024 bits; at least 2048/)
  })

  it('is never half read: any byte cut away is noticed', () => {
    const der = Buffer.from(spki)
    for (let length = 0; length < der.length; length++) {
      const text = `-----BEGIN PUBLIC KEY-----\n${der.subarray(0, length).toString('base64')}\n-----END PUBLIC KEY-----`
      expect(() => readPublicKey(text)).toThrowError(PemProblem)
    }
  })
})
