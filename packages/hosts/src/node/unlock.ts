import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { createRequire } from 'node:module'
import type { ProtectedKey, Unlocked } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'

/**
 * Opens a key that a password protects, as `unlock` of a host: encrypted PKCS#8 and PEM by `node:crypto`, which does not
 * read PKCS#12; that by node-forge, which knows the old ciphers too. It is loaded when it is needed.
 * @throws on a wrong password, or a cipher that neither knows
 * @example const host = { ...nodeHost(), unlock: nodeUnlock }
 */
export function nodeUnlock({ label, der, encryptedPem }: ProtectedKey, password: string): Unlocked {
  if (label === 'PKCS12') return pkcs12(der, password)
  const key = encryptedPem
    ? createPrivateKey({ key: encryptedPem, passphrase: password })
    : createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8', passphrase: password })
  return { privateKey: pkcs8(key), certificates: [] }
}

const pkcs8 = (key: KeyObject): Bytes => new Uint8Array(key.export({ type: 'pkcs8', format: 'der' }))

/** The first key in a PKCS#12 file and its certificates (RFC 7292), that of the key first. */
function pkcs12(der: Bytes, password: string): Unlocked {
  const forge = createRequire(import.meta.url)('node-forge') as Forge
  const { asn1, pkcs12 } = forge
  const file = pkcs12.pkcs12FromAsn1(asn1.fromDer(Buffer.from(der).toString('latin1')), true, password)
  const bags = file.safeContents.flatMap(({ safeBags }) => safeBags)
  const written = (tree: Asn1): Bytes => new Uint8Array(Buffer.from(asn1.toDer(tree).getBytes(), 'latin1'))
  const certificates = bags
    .filter(({ type }) => type === forge.pki.oids.certBag)
    .map(({ cert, asn1: tree }) => written(cert ? forge.pki.certificateToAsn1(cert) : (tree as Asn1)))
  const [bag] = bags.filter(({ key, type }) => key || KEY_BAGS.some((name) => type === forge.pki.oids[name]))
  if (!bag) return { certificates }
  const key = bag.key ? written(forge.pki.privateKeyToAsn1(bag.key)) : written(bag.asn1 as Asn1)
  const read = createPrivateKey({ key: Buffer.from(key), format: 'der', type: bag.key ? 'pkcs1' : 'pkcs8' })
  return { privateKey: pkcs8(read), certificates: ownFirst(certificates, read) }
}

const KEY_BAGS = ['keyBag', 'pkcs8ShroudedKeyBag']

function ownFirst(certificates: readonly Bytes[], key: KeyObject): Bytes[] {
  const isOwn = (der: Bytes) => new X509Certificate(der).checkPrivateKey(key)
  const own = certificates.filter(isOwn)
  return [...own, ...certificates.filter((der) => !own.includes(der))]
}

type Asn1 = { readonly tagClass: number }

interface Bag {
  readonly type: string
  readonly key?: object | null
  readonly cert?: object | null
  /** What forge cannot make an object of: anything but RSA. */
  readonly asn1?: Asn1
}

/** What is used of node-forge, whose own package has no types. */
interface Forge {
  readonly asn1: { fromDer(der: string): Asn1; toDer(tree: Asn1): { getBytes(): string } }
  readonly pki: {
    readonly oids: Readonly<Record<string, string>>
    certificateToAsn1(certificate: object): Asn1
    privateKeyToAsn1(key: object): Asn1
  }
  readonly pkcs12: {
    pkcs12FromAsn1(
      tree: Asn1,
      strict: boolean,
      password: string,
    ): { readonly safeContents: readonly { readonly safeBags: readonly Bag[] }[] }
  }
}
