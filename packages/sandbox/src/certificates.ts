import 'reflect-metadata'
import { createHash, generateKeyPair, type KeyObject, webcrypto } from 'node:crypto'
import { promisify } from 'node:util'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** A key pair with its certificate; PEM, made at start and kept in memory. */
export interface Identity {
  readonly certificate: string
  readonly key: string
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
  /** SHA-256 of the public key's SPKI DER, in lower-case hex. */
  readonly fingerprint: string
}

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const newKeys = promisify(generateKeyPair)

/** A throwaway authority, and what it signs. */
export interface Authority {
  readonly certificate: string
  server(host: string): Promise<Identity>
  client(name: string): Promise<Identity>
  /** A certificate whose key only encrypts. */
  encryption(name: string): Promise<Identity>
}

type Pair = { publicKey: KeyObject; privateKey: KeyObject }

async function imported({ publicKey, privateKey }: Pair) {
  const { subtle } = webcrypto
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  return {
    publicKey: await subtle.importKey('spki', spki, ALGORITHM, true, ['verify']),
    privateKey: await subtle.importKey('pkcs8', pkcs8, ALGORITHM, true, ['sign']),
  }
}

const validity = () => ({
  notBefore: new Date(Date.now() - 3_600_000),
  notAfter: new Date(Date.now() + 30 * 86_400_000),
})
const rsa = (): Promise<Pair> => newKeys('rsa', { modulusLength: 2048 })

export async function makeAuthority(): Promise<Authority> {
  const keys = await imported(await rsa())
  const root = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Countersign sandbox authority',
      ...validity(),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [new BasicConstraintsExtension(true, 0, true)],
    },
    webcrypto as never,
  )
  const issue = async (subject: string, extensions: object[]): Promise<Identity> => {
    const pair = await rsa()
    const made = await X509CertificateGenerator.create(
      {
        subject,
        issuer: root.subject,
        ...validity(),
        signingAlgorithm: ALGORITHM,
        publicKey: (await imported(pair)).publicKey,
        signingKey: keys.privateKey,
        extensions: extensions as never,
      },
      webcrypto as never,
    )
    return identity(made, pair)
  }
  const names = (host: string) => [
    { type: 'dns' as const, value: 'localhost' },
    { type: 'ip' as const, value: host },
  ]
  return {
    certificate: root.toString('pem'),
    server: (host) =>
      issue('CN=Countersign sandbox', [
        new SubjectAlternativeNameExtension(names(host)),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      ]),
    client: (name) => issue(`CN=${name}`, [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])]),
    encryption: (name) => issue(`CN=${name}`, []),
  }
}

function identity(certificate: X509Certificate, { publicKey, privateKey }: Pair): Identity {
  return {
    certificate: certificate.toString('pem'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey,
    privateKey,
    fingerprint: createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
  }
}
