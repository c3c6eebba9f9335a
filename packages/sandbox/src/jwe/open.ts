import { createDecipheriv, createHash, type KeyObject, privateDecrypt, X509Certificate } from 'node:crypto'
import { compactDecrypt, decodeProtectedHeader } from 'jose'
import type { Identity } from '../certificates.js'
import type { Examined } from '../examination.js'
import { checks, refusals } from '../refusal.js'
import { whyUnopened } from './unopened.js'

const check = checks(400, 'invalid_payload')
const refuse = refusals(400, 'invalid_payload')

/** A request whose body is encrypted. */
export type Sealed = Examined & { readonly body: Buffer }

export interface Opened {
  readonly plaintext: Buffer
  /** In base64url. */
  readonly iv: string
  /** What is right although it is not what Mastercard's page names. */
  readonly notes: readonly string[]
}

/** Opens a body `{"encryptedData": "<JWE>"}`, strictly. @throws {Refusal} */
export async function openSealed(request: Sealed, own: Identity): Promise<Opened> {
  const { examination } = request
  const jwe = encryptedData(request)
  const notes = [...verifyHeader(request, headerOf(jwe), own), ...formNotes(jwe)]
  const iv = ivOf(request, jwe, notes)
  const plaintext = await decrypted(jwe, own)
  if (examination) {
    examination.passed.push('jweOpens')
    examination.opened = plaintext
  }
  verifyPlaintext(request, plaintext)
  return { plaintext, iv, notes }
}

function verifyPlaintext(request: Sealed, plaintext: Buffer): void {
  const json = jsonIn(plaintext)
  const got = `${plaintext.length} bytes that are ${typeof json === 'string' ? 'a JSON string' : 'not JSON'}`
  const message = 'The decrypted payload is not a JSON object.'
  const isJson = typeof json === 'object' && json !== null
  check(request, isJson, 'json', message, { expected: 'a JSON object or array in UTF-8', got })
  const isOnce = !Object.hasOwn(Object(json), 'encryptedData')
  const finding = { expected: 'the payload itself', got: 'encryptedData in the decrypted payload' }
  check(request, isOnce, 'encryptedOnce', 'The payload is encrypted twice.', finding)
}

/** Mastercard's Node library sends 128 bits, which RFC 7518 section 5.3 forbids: right, and said. */
function ivOf(request: Sealed, jwe: string, notes: string[]): string {
  const bytes = Buffer.from(jwe.split('.')[2] ?? '', 'base64')
  const iv = bytes.toString('base64url')
  request.examination?.step('iv', undefined, iv)
  check(request, bytes.length === 12 || bytes.length === 16, 'ivSize', 'The IV is not 96 bits.', {
    expected: '96 bits (RFC 7518, section 5.3)',
    got: `${bytes.length * 8} bits`,
  })
  if (bytes.length === 16)
    notes.push(
      "The IV has 128 bits, as some of Mastercard's own libraries write it; RFC 7518 section 5.3 says 96.",
    )
  return iv
}

/** Mastercard's Node library leaves the slashes of plain base64. */
const formNotes = (jwe: string): string[] =>
  jwe.includes('/')
    ? [
        "The JWE has slashes, as one of Mastercard's own libraries writes it; base64url has _ (RFC 7515 section 2).",
      ]
    : []

function encryptedData(request: Sealed): string {
  const json = objectOf(request.body)
  const sealed = json.encryptedData
  check(request, typeof sealed === 'string', 'encrypted', 'The body is not encrypted.', {
    expected: '{"encryptedData": "<JWE>"}',
    got: 'a plaintext body',
  })
  const others = Object.keys(json).length - 1
  check(request, others === 0, 'noPlaintext', 'There is plaintext beside encryptedData.', {
    expected: 'encryptedData alone',
    got: `${others} more members`,
  })
  const parts = String(sealed).split('.')
  const isJwe = /^[\w/-]+(\.[\w/-]+){4}$/.test(String(sealed))
  check(request, isJwe, 'jweForm', 'The JWE is not five parts of base64url.', {
    expected: 'five parts of base64url',
    got: `${parts.length} parts, of ${parts.map((part) => part.length).join(', ')} letters`,
  })
  return String(sealed)
}

function objectOf(body: Buffer): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'))
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function headerOf(jwe: string): Record<string, unknown> {
  try {
    return { ...decodeProtectedHeader(jwe.replaceAll('/', '_')) }
  } catch {
    const finding = { expected: 'a JSON object', got: 'not JSON' }
    return refuse('jweHeader', 'The protected header is not JSON.', finding)
  }
}

function verifyHeader(request: Sealed, parameters: Record<string, unknown>, own: Identity): string[] {
  const { kid } = parameters
  const form = kid === own.fingerprint ? undefined : kidForms(own).find(([, value]) => value === kid)
  const wanted = {
    alg: 'RSA-OAEP-256',
    cty: 'application/json',
    enc: 'A256GCM',
    kid: form?.[1] ?? own.fingerprint,
  }
  const expected = Object.keys(wanted).join(', ')
  const sorted = Object.fromEntries(
    Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1)),
  )
  const got = Object.keys(sorted).join(', ')
  const message = 'The header does not have exactly these four parameters.'
  request.examination?.step('jweHeader', JSON.stringify(wanted), JSON.stringify(sorted))
  check(request, got === expected, 'jweParameters', message, { expected, got })
  for (const [name, value] of Object.entries(wanted)) {
    const finding = { expected: value, got: String(parameters[name]) }
    check(request, parameters[name] === value, name, `The header parameter ${name} is wrong.`, finding)
  }
  if (!form) return []
  return [`The kid is ${form[0]}; the portal shows the SHA-256 of its public key in hex: ${own.fingerprint}.`]
}

/** Besides the portal's fingerprint, what Mastercard's Node library and plug-in samples write. */
function kidForms({ certificate, publicKey }: Identity): readonly (readonly [what: string, kid: string])[] {
  const sha256 = (der: Buffer, encoding: 'hex' | 'base64') =>
    createHash('sha256').update(der).digest(encoding)
  const { raw } = new X509Certificate(certificate)
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return [
    ['the SHA-256 of the certificate in base64', sha256(raw, 'base64')],
    ['the SHA-256 of the certificate in hex', sha256(raw, 'hex')],
    ['the SHA-256 of the public key in base64', sha256(spki, 'base64')],
  ]
}

async function decrypted(jwe: string, { privateKey }: Identity): Promise<Buffer> {
  try {
    // jose refuses what the RFCs forbid and the vendor's library sends.
    const isStrict = /^[\w-]+\.[\w-]+\.[\w-]{16}\.[\w-]+\.[\w-]+$/.test(jwe)
    return isStrict
      ? Buffer.from((await compactDecrypt(jwe, privateKey)).plaintext)
      : leniently(jwe, privateKey)
  } catch {
    return refuse('jweOpens', 'The JWE cannot be decrypted.', {
      expected: 'a JWE encrypted to the encryption certificate, unchanged',
      got: whyUnopened(jwe, privateKey),
    })
  }
}

/** RSA-OAEP-256 and A256GCM with an IV of any length (RFC 7516 section 5.2). @throws {Error} if it does not open */
function leniently(jwe: string, key: KeyObject): Buffer {
  const [header = '', ...parts] = jwe.split('.')
  const [encryptedKey, iv, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64')) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ]
  if (tag.length !== 16) throw new Error('The tag is not 128 bits.')
  const cek = privateDecrypt({ key, oaepHash: 'sha256' }, encryptedKey)
  const decipher = createDecipheriv('aes-256-gcm', cek, iv).setAAD(Buffer.from(header)).setAuthTag(tag)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()])
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return undefined
  }
}
