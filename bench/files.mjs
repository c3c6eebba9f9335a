// Mastercard's library reads its keys from files: throwaway ones, gone when the run ends.
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { X509CertificateGenerator } from '@peculiar/x509'

const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

function file(name, text) {
  const path = join(folder, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** Paths of a self-signed certificate and of the private key, both PEM, for a pair of KeyObjects. */
export async function filesOf({ publicKey, privateKey }) {
  const der = (key, type) => key.export({ type, format: 'der' })
  const keys = {
    publicKey: await webcrypto.subtle.importKey('spki', der(publicKey, 'spki'), algorithm, true, ['verify']),
    privateKey: await webcrypto.subtle.importKey('pkcs8', der(privateKey, 'pkcs8'), algorithm, true, [
      'sign',
    ]),
  }
  const made = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=bench',
      notBefore: new Date(),
      notAfter: new Date(Date.now() + 86_400_000),
      signingAlgorithm: algorithm,
      keys,
    },
    webcrypto,
  )
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
  return { certificate: file('certificate.pem', made.toString('pem')), key: file('key.pem', key) }
}
