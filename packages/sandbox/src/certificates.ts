import 'reflect-metadata'
import { createHash, generateKeyPair, type KeyObject, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import { promisify } from 'node:util'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** A key pair with its certificate; PEM; made at start and kept in memory only. */
export interface Identity {
  readonly certificate: string
  readonly key: string
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
  /** SHA-256 of the public key's SPKI DER, in lower-case hex. */
  readonly fingerprint: string
}

/** A throwaway certificate authority, and what it signs. */
export interface Authority {
  readonly certificate: string
  server(host: string): Promise<Identity>
  client(name: string): Promise<Identity>
  /** A certificate whose key only encrypts. */
  encryption(name: string): Promise<Identity>
}

interface Pair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const DAY = 86_400_000
const SIGNS = KeyUsageFlags.digitalSignature
const ENCRYPTS = KeyUsageFlags.keyEncipherment
const crypto = webcrypto as never

const newPair = promisify(generateKeyPair)
const rsa = (): Promise<Pair> => newPair('rsa', { modulusLength: 2048 })
/** For TLS, which need not be RSA: an RSA key takes a quarter of a second to make. */
const ec = (): Promise<Pair> => newPair('ec', { namedCurve: 'P-256' })
const spki = ({ publicKey }: Pair) => publicKey.export({ type: 'spki', format: 'der' })
const fingerprintOf = (pair: Pair) => createHash('sha256').update(spki(pair)).digest('hex')
const keyIdOf = (pair: Pair) => createHash('sha1').update(spki(pair)).digest('hex')

/** Makes a new authority for each start, so that nothing trusts the previous one. */
export async function makeAuthority(): Promise<Authority> {
  const pair = await ec()
  const keys = { publicKey: await publicKeyOf(pair), privateKey: await privateKeyOf(pair) }
  const root = await X509CertificateGenerator.createSelfSigned(
    { name: 'CN=Countersign sandbox authority', ...common(rootExtensions(pair)), keys },
    crypto,
  )
  const issue = async (own: Pair, subject: string, usage: KeyUsageFlags, extensions: Extension[] = []) => {
    const parameters = common([...extensions, ...leafExtensions(own, pair, usage)])
    const names = { subject, issuer: root.subject }
    const by = { publicKey: await publicKeyOf(own), signingKey: keys.privateKey }
    return identity(await X509CertificateGenerator.create({ ...names, ...parameters, ...by }, crypto), own)
  }
  const purpose = (usage: ExtendedKeyUsage) => new ExtendedKeyUsageExtension([usage])
  return {
    certificate: pem(root),
    server: async (host) =>
      issue(await ec(), 'CN=Countersign sandbox', SIGNS | ENCRYPTS, [
        new SubjectAlternativeNameExtension(namesOf(host)),
        purpose(ExtendedKeyUsage.serverAuth),
      ]),
    client: async (name) => issue(await ec(), `CN=${name}`, SIGNS, [purpose(ExtendedKeyUsage.clientAuth)]),
    encryption: async (name) => issue(await rsa(), `CN=${name}`, ENCRYPTS),
  }
}

/** By the real clock, which is what TLS libraries use. */
const common = (extensions: Extension[]) => ({
  notBefore: new Date(Date.now() - DAY),
  notAfter: new Date(Date.now() + 30 * DAY),
  signingAlgorithm: ECDSA,
  extensions,
})

const rootExtensions = (pair: Pair): Extension[] => [
  new BasicConstraintsExtension(true, 0, true),
  new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  new SubjectKeyIdentifierExtension(keyIdOf(pair)),
]

const leafExtensions = (own: Pair, signer: Pair, usage: KeyUsageFlags): Extension[] => [
  new BasicConstraintsExtension(false, undefined, true),
  new KeyUsagesExtension(usage, true),
  new SubjectKeyIdentifierExtension(keyIdOf(own)),
  new AuthorityKeyIdentifierExtension(keyIdOf(signer)),
]

/** Loopback always, and the host it listens on. */
function namesOf(host: string): JsonGeneralName[] {
  const loopback = ['localhost', '127.0.0.1', '::1']
  return [...new Set([...loopback, host])].map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value }))
}

const algorithmOf = ({ publicKey }: Pair) => (publicKey.asymmetricKeyType === 'ec' ? ECDSA : RSA)

const publicKeyOf = (pair: Pair) =>
  webcrypto.subtle.importKey('spki', spki(pair), algorithmOf(pair), true, ['verify'])

const privateKeyOf = ({ privateKey }: Pair) =>
  webcrypto.subtle.importKey('pkcs8', privateKey.export({ type: 'pkcs8', format: 'der' }), ECDSA, false, [
    'sign',
  ])

/** With a final newline, so that files can be concatenated. */
const pem = (certificate: { toString(format: 'pem'): string }) => `${certificate.toString('pem')}\n`

function identity(certificate: Parameters<typeof pem>[0], pair: Pair): Identity {
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { certificate: pem(certificate), key, ...pair, fingerprint: fingerprintOf(pair) }
}
