import 'reflect-metadata'
import { generateKeyPairSync, type KeyObject, webcrypto } from 'node:crypto'
import { X509CertificateGenerator } from '@peculiar/x509'

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string

/** Throwaway keys: the vendor's pair with its certificate, and the client's own for responses. */
export async function makeKeys() {
  const [theirs, own] = [rsa(), rsa()]
  return {
    publicKey: theirs.publicKey,
    certificate: await certificateOf(theirs),
    privateKeyPem: pem(theirs.privateKey),
    ownPublicKey: own.publicKey,
    ownPrivateKeyPem: pem(own.privateKey),
  }
}

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

async function certificateOf({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }) {
  const { subtle } = webcrypto
  const [one, other] = await Promise.all([
    subtle.importKey('spki', publicKey.export({ type: 'spki', format: 'der' }), ALGORITHM, true, ['verify']),
    subtle.importKey('pkcs8', privateKey.export({ type: 'pkcs8', format: 'der' }), ALGORITHM, true, ['sign']),
  ])
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Throwaway encryption',
      notBefore: new Date('2018-01-01T00:00:00Z'),
      notAfter: new Date('2048-01-01T00:00:00Z'),
      signingAlgorithm: ALGORITHM,
      keys: { publicKey: one, privateKey: other } as never,
    },
    webcrypto as never,
  )
  return certificate.toString('pem')
}
