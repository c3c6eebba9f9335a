import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { readVerifyingKey } from '@countersign/core'
import type { SignatureName } from '@countersign/core/host'
import { expect, test } from 'vitest'
import { nodeVerifier } from '../src/node.js'
import { webcryptoVerifier } from '../src/webcrypto.js'
import { strictCrypto } from './strict-crypto.js'

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PSS = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
const pss = (saltLength: number) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })
const P1363 = { dsaEncoding: 'ieee-p1363' } as const

type Pair = { publicKey: KeyObject; privateKey: KeyObject }

const SIGNATURES: [SignatureName, Pair, string | null, object][] = [
  ['RSA-SHA256', RSA, 'sha256', {}],
  ['RSA-PSS-SHA512', PSS, 'sha512', pss(64)],
  ['ECDSA-P256-SHA256', curve('P-256'), 'sha256', P1363],
  ['ECDSA-P384-SHA384', curve('P-384'), 'sha384', P1363],
  ['Ed25519', generateKeyPairSync('ed25519'), null, {}],
]

const verifiers = { Node: nodeVerifier, WebCrypto: webcryptoVerifier(strictCrypto) }

test.each(
  Object.entries(verifiers).flatMap(([host, verifier]) =>
    SIGNATURES.map((one) => [host, verifier, ...one] as const),
  ),
)(
  '%s checks a signature of OpenSSL',
  async (_host, verifier, name, { publicKey, privateKey }, digest, how) => {
    const signature = new Uint8Array(sign(digest, Buffer.from('text'), { key: privateKey, ...how }))
    const spellings = [publicKey.export({ type: 'spki', format: 'pem' })]
    if (publicKey.asymmetricKeyType !== 'rsa-pss')
      spellings.push(JSON.stringify(publicKey.export({ format: 'jwk' })))
    for (const text of spellings) {
      const verify = verifier(name, readVerifyingKey(String(text)))
      expect([await verify('text', signature), await verify('other', signature)]).toEqual([true, false])
    }
  },
)

test('a key of another kind is refused at once', () => {
  const key = readVerifyingKey(String(RSA.publicKey.export({ type: 'spki', format: 'pem' })))
  expect(() => nodeVerifier('Ed25519', key)).toThrow('The signature Ed25519 does not go with an RSA key')
})
