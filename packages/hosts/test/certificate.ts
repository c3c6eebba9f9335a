import forge from 'node-forge'
import { rsaKeys } from './keys.js'

/** A throwaway self-signed certificate for an IP address, with its key, as PEM. */
export function certificateFor(ip: string, notAfter = new Date(4e12)): { cert: string; key: string } {
  const { publicKey, privateKey } = rsaKeys(2048)
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
  const certificate = forge.pki.createCertificate()
  certificate.serialNumber = '01'
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey.export({ format: 'pem', type: 'spki' }))
  certificate.validity.notBefore = new Date(0)
  certificate.validity.notAfter = notAfter
  const name = [{ name: 'commonName', value: ip }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip }] },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create())
  return { cert: forge.pki.certificateToPem(certificate), key }
}
