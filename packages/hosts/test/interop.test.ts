import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Host } from '@countersign/core/host'
import { decryptJwe, encryptJwe, type JweHeader, parseJwe } from '@countersign/core/jose/jwe'
import { withPromises } from '@countersign/core/waiting'
import { CompactEncrypt, compactDecrypt } from 'jose'
import clientEncryption from 'mastercard-client-encryption'
import forge from 'node-forge'
import { afterAll, describe, expect, test } from 'vitest'
import { each, hosts } from './hosts.js'
import { rsaKeys } from './keys.js'

const keys = rsaKeys(2048)
const HEADER: JweHeader = { kid: 'k', cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' }
const BODIES = ['{}', '{"name":"Zoë 😀"}', `{"text":"${'x'.repeat(100_000)}"}`]

const seal = (host: Host, body: string) =>
  withPromises(
    encryptJwe(body, HEADER, (host.cipher as NonNullable<Host['cipher']>).publicKey(keys.spki), host),
  )

async function open(host: Host, compact: string): Promise<string> {
  const jwe = parseJwe(compact, host)
  if (!jwe || !host.cipher) throw new Error('not a JWE')
  return Buffer.from(await withPromises(decryptJwe(jwe, host.cipher.privateKey(keys.pkcs8), host))).toString()
}

const folder = mkdtempSync(join(tmpdir(), 'countersign-hosts-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The vendor's own library, with a certificate and a key in files, as it wants them. */
function vendor() {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicKey.export({ format: 'pem', type: 'spki' }))
  certificate.validity.notBefore = new Date(0)
  certificate.validity.notAfter = new Date(4e12)
  const key = keys.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create())
  const [encryptionCertificate, privateKey] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  writeFileSync(encryptionCertificate, forge.pki.certificateToPem(certificate))
  writeFileSync(privateKey, key)
  const all = { element: '$', obj: '$' }
  const encrypted = { element: 'encryptedData', obj: '$' }
  return new clientEncryption.JweEncryption({
    paths: [{ path: '/', toEncrypt: [all], toDecrypt: [encrypted] }],
    mode: 'JWE',
    encryptedValueFieldName: 'encryptedData',
    encryptionCertificate,
    privateKey,
  })
}

const library = vendor()

describe.each(each)('%s', (_name, host) => {
  test('jose opens what it seals, strictly', async () => {
    for (const body of BODIES) {
      const options = { keyManagementAlgorithms: ['RSA-OAEP-256'], contentEncryptionAlgorithms: ['A256GCM'] }
      const { plaintext, protectedHeader } = await compactDecrypt(
        await seal(host, body),
        keys.privateKey,
        options,
      )
      expect(Buffer.from(plaintext).toString()).toBe(body)
      expect(protectedHeader).toEqual(HEADER)
    }
  })

  test.each(['A128GCM', 'A192GCM', 'A256GCM', 'A128CBC-HS256'])('it opens the %s of jose', async (enc) => {
    for (const body of BODIES) {
      const jwe = new CompactEncrypt(Buffer.from(body)).setProtectedHeader({ alg: 'RSA-OAEP-256', enc })
      expect(await open(host, await jwe.encrypt(keys.publicKey))).toBe(body)
    }
  })

  test('the vendor’s library opens what it seals, and it opens what the library seals', async () => {
    for (const body of BODIES) {
      const request = { url: '/' }
      const sealed = { encryptedData: await seal(host, body) }
      expect(library.decrypt({ request, body: sealed })).toEqual(JSON.parse(body))
      const theirs = library.encrypt('/', {}, JSON.parse(body)).body.encryptedData
      expect(JSON.parse(await open(host, theirs))).toEqual(JSON.parse(body))
    }
  })

  test.each(each)('it opens what %s seals', async (_other, other) => {
    for (const body of BODIES) expect(await open(host, await seal(other, body))).toBe(body)
  })
})

test('there is more than one host', () => expect(hosts.length).toBeGreaterThan(3))
