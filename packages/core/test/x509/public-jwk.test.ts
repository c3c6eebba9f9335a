import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { publicJwk, readSigningKey } from '@countersign/core'
import { expect, test } from 'vitest'

const KEYS = {
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  Ed25519: generateKeyPairSync('ed25519'),
}

test.each(Object.entries(KEYS))('the public half of %s', (_name, { privateKey, publicKey }) => {
  const jwk = publicKey.export({ format: 'jwk' })
  expect(publicJwk(readSigningKey(JSON.stringify(privateKey.export({ format: 'jwk' }))))).toEqual(jwk)
})

test('the public half of a key in PEM', () => {
  const { privateKey, publicKey } = KEYS['P-256']
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  expect(publicJwk(readSigningKey(pem))).toEqual(publicKey.export({ format: 'jwk' }))
})

test('an Ed25519 key in PEM has no public half', () => {
  const pem = String(KEYS.Ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  expect(() => publicJwk(readSigningKey(pem))).toThrow('Give it as a JWK')
})

test('an RSA key that is named id-RSASSA-PSS signs like any other (RFC 8017 appendix A.2.3)', () => {
  const { privateKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
  const { kind, pkcs8 } = readSigningKey(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  const key = createPrivateKey({ key: Buffer.from(pkcs8), type: 'pkcs8', format: 'der' })
  expect([kind, createPublicKey(key).asymmetricKeyType]).toEqual(['RSA', 'rsa'])
})
