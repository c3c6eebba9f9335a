import { compactDecrypt, decodeProtectedHeader } from 'jose'
import type { Identity } from '../certificates.js'
import { checks, refusals } from '../refusal.js'

const check = checks(400, 'invalid_payload')
const refuse = refusals(400, 'invalid_payload')

export interface Opened {
  readonly plaintext: Buffer
  /** In base64url. */
  readonly iv: string
}

/** Opens a body `{"encryptedData": "<JWE>"}`, and nothing that is a little different. @throws {Refusal} */
export async function openSealed(body: Buffer, own: Identity): Promise<Opened> {
  const jwe = encryptedData(body)
  verifyHeader(headerOf(jwe), own)
  const iv = jwe.split('.')[2] ?? ''
  check(/^[\w-]{16}$/.test(iv), 'ivSize', 'The IV is not 96 bits in base64url.', {
    expected: '16 letters for 96 bits (RFC 7518, section 5.3)',
    got: `${iv.length} letters`,
  })
  const plaintext = await decrypted(jwe, own)
  const got = `${plaintext.length} bytes that are not`
  check(isJson(plaintext), 'json', 'What was sealed is not JSON.', { expected: 'JSON in UTF-8', got })
  return { plaintext, iv }
}

function encryptedData(body: Buffer): string {
  const json = objectOf(body)
  const sealed = json.encryptedData
  check(typeof sealed === 'string', 'sealed', 'The body is not sealed.', {
    expected: '{"encryptedData": "<JWE>"}',
    got: 'another body, in clear',
  })
  const others = Object.keys(json).length - 1
  check(others === 0, 'nothingInClear', 'Something stands in clear beside encryptedData.', {
    expected: 'encryptedData alone',
    got: `${others} more`,
  })
  const parts = String(sealed).split('.')
  check(/^[\w-]+(\.[\w-]+){4}$/.test(String(sealed)), 'jweForm', 'The JWE is not five parts of base64url.', {
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
    return { ...decodeProtectedHeader(jwe) }
  } catch {
    const finding = { expected: 'a JSON object', got: 'something else' }
    return refuse('jweHeader', 'The protected header is not JSON.', finding)
  }
}

function verifyHeader(parameters: Record<string, unknown>, { fingerprint }: Identity): void {
  const due = { alg: 'RSA-OAEP-256', cty: 'application/json', enc: 'A256GCM', kid: fingerprint }
  const expected = Object.keys(due).join(', ')
  const got = Object.keys(parameters).sort().join(', ')
  const message = 'The header has not exactly the four parameters.'
  check(got === expected, 'jweParameters', message, { expected, got })
  for (const [name, value] of Object.entries(due)) {
    const finding = { expected: value, got: String(parameters[name]) }
    check(parameters[name] === value, name, `The header parameter ${name} is wrong.`, finding)
  }
}

async function decrypted(jwe: string, { privateKey }: Identity): Promise<Buffer> {
  try {
    return Buffer.from((await compactDecrypt(jwe, privateKey)).plaintext)
  } catch {
    return refuse('jweOpens', 'The JWE does not open.', {
      expected: 'one sealed to the encryption certificate, unchanged',
      got: 'one that is not',
    })
  }
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    return true
  } catch {
    return false
  }
}
