import { constants, createCipheriv, createHmac, publicEncrypt, randomBytes } from 'node:crypto'
import { compactDecrypt, decodeProtectedHeader } from 'jose'
import { accepted } from '../accepted.js'
import type { Authority, Identity } from '../certificates.js'
import { header, type Incoming } from '../incoming.js'
import type { Answer, SandboxOptions, Times, Verifier } from '../options.js'
import { checks } from '../refusal.js'
import { Seen } from '../seen.js'

type Options = NonNullable<SandboxOptions['mastercard']>

const check = checks(400, 'invalid_payload')
const certify = checks(401, 'client_certificate')

export interface MastercardVerifier extends Verifier {
  readonly authority: Authority
}

/** Mastercard Identity Insights for Accounts: mutual TLS, the body as a JWE, answers sealed to the client. */
export async function mastercardVerifier(
  times: Times,
  authority: Authority,
  options: Options = {},
): Promise<MastercardVerifier> {
  const { mutualTls = true } = options
  const [own, theirs, tls] = await Promise.all([
    authority.encryption('Countersign sandbox encryption'),
    authority.encryption('Countersign sandbox client decryption'),
    authority.client('Countersign sandbox client'),
  ])
  const ivs = new Seen(times.remember, times.clock)
  return {
    authority,
    env: {
      MASTERCARD_ENCRYPTION_CERTIFICATE: own.certificate,
      MASTERCARD_DECRYPTION_KEY: theirs.key,
      ...(mutualTls && {
        MASTERCARD_CLIENT_CERTIFICATE: tls.certificate,
        MASTERCARD_CLIENT_KEY: tls.key,
        COUNTERSIGN_CACERT: authority.certificate,
      }),
    },
    async answer(request) {
      if (mutualTls) verifyCertificate(request)
      const { status, body } = accepted('mastercard', 'jwe', request, await openBody(request, own, ivs))
      return {
        status,
        body: { encryptedData: sealAnswer(JSON.stringify(body), theirs, options) },
      } satisfies Answer
    },
  }
}

function verifyCertificate({ clientCertificate }: Incoming): void {
  const holds = clientCertificate?.authorized === true
  const message = 'Mutual TLS: the client must show a certificate that Mastercard signed.'
  certify(
    holds,
    'clientCertificate',
    message,
    "a client certificate of the sandbox's authority",
    clientCertificate?.why ?? 'plain http',
  )
}

/** The JSON in the JWE; a request without a body has none. */
async function openBody(request: Incoming, own: Identity, ivs: Seen): Promise<Buffer> {
  if (request.body.length === 0) return request.body
  const type = header(request, 'content-type')
  check(
    /^application\/json\s*(;|$)/i.test(type),
    'contentType',
    'The body is not declared as JSON.',
    'application/json',
    type || 'no Content-Type',
  )
  const jwe = encryptedData(request.body)
  verifyHeader(jwe, own)
  const iv = jwe.split('.')[2] ?? ''
  check(
    /^[\w-]{16}$/.test(iv),
    'ivSize',
    'The IV is not 96 bits in base64url.',
    '96 bits (RFC 7518 section 5.3)',
    `${iv.length} letters`,
  )
  const plaintext = await opened(jwe, own)
  check(ivs.isNew(iv), 'ivUnused', 'The IV was used before.', 'a new IV', iv)
  check(isJson(plaintext), 'json', 'What was sealed is not JSON.', 'JSON', `${plaintext.length} bytes`)
  return plaintext
}

function encryptedData(body: Buffer): string {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    json = undefined
  }
  const sealed =
    typeof json === 'object' && json !== null && 'encryptedData' in json ? json.encryptedData : undefined
  check(
    typeof sealed === 'string',
    'sealed',
    'The body is not sealed.',
    '{"encryptedData": "<JWE>"}',
    'another body, in clear',
  )
  check(
    Object.keys(json as object).length === 1,
    'nothingInClear',
    'Something stands in clear beside encryptedData.',
    'encryptedData alone',
    `${Object.keys(json as object).length} members`,
  )
  check(
    /^[\w-]+(\.[\w-]+){4}$/.test(String(sealed)),
    'jweForm',
    'The JWE is not five parts of base64url.',
    'five parts of base64url',
    `${String(sealed).split('.').length} parts`,
  )
  return String(sealed)
}

function verifyHeader(jwe: string, { fingerprint }: Identity): void {
  let parameters: Record<string, unknown> = {}
  try {
    parameters = { ...decodeProtectedHeader(jwe) }
  } catch {
    check(false, 'jweHeader', 'The protected header is not JSON.', 'a JSON object', 'something else')
  }
  const due: Record<string, string> = {
    kid: fingerprint,
    cty: 'application/json',
    alg: 'RSA-OAEP-256',
    enc: 'A256GCM',
  }
  const names = Object.keys(parameters).sort().join(', ')
  check(
    names === Object.keys(due).sort().join(', '),
    'jweParameters',
    'The header has not exactly the four parameters.',
    'alg, cty, enc, kid',
    names,
  )
  for (const [name, value] of Object.entries(due)) {
    check(
      parameters[name] === value,
      name,
      `The header parameter ${name} is wrong.`,
      value,
      String(parameters[name]),
    )
  }
}

async function opened(jwe: string, { privateKey }: Identity): Promise<Buffer> {
  try {
    return Buffer.from((await compactDecrypt(jwe, privateKey)).plaintext)
  } catch {
    check(
      false,
      'jweOpens',
      'The JWE does not open.',
      'a JWE sealed to the encryption certificate',
      'one that does not',
    )
    throw new Error('unreachable')
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

/** By hand on node:crypto, since jose rightly writes no IV of 128 bits, and the vendor does. */
function sealAnswer(text: string, { publicKey, fingerprint }: Identity, options: Options): string {
  const { ivBits = 96, alphabet = 'base64url', enc = 'A256GCM' } = options
  const protectedText = Buffer.from(
    JSON.stringify({ kid: fingerprint, cty: 'application/json', alg: 'RSA-OAEP-256', enc }),
  ).toString('base64url')
  const contentKey = randomBytes({ A128GCM: 16, A192GCM: 24, A256GCM: 32, 'A128CBC-HS256': 32 }[enc])
  const iv = randomBytes(enc === 'A128CBC-HS256' ? 16 : ivBits / 8)
  const wrapped = publicEncrypt(
    { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    contentKey,
  )
  const additional = Buffer.from(protectedText, 'ascii')
  const [ciphertext, tag] =
    enc === 'A128CBC-HS256' ? cbc(text, contentKey, iv, additional) : gcm(text, contentKey, iv, additional)
  return [protectedText, ...[wrapped, iv, ciphertext, tag].map((part) => part.toString(alphabet))].join('.')
}

function gcm(text: string, key: Buffer, iv: Buffer, additional: Buffer): [Buffer, Buffer] {
  const name = { 16: 'aes-128-gcm', 24: 'aes-192-gcm', 32: 'aes-256-gcm' }[key.length] as 'aes-256-gcm'
  const cipher = createCipheriv(name, key, iv).setAAD(additional)
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [ciphertext, cipher.getAuthTag()]
}

/** RFC 7518 section 5.2.2.1. */
function cbc(text: string, key: Buffer, iv: Buffer, additional: Buffer): [Buffer, Buffer] {
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv)
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const bits = Buffer.alloc(8)
  bits.writeBigUInt64BE(BigInt(additional.length * 8))
  const mac = createHmac('sha256', key.subarray(0, 16))
    .update(additional)
    .update(iv)
    .update(ciphertext)
    .update(bits)
  return [ciphertext, mac.digest().subarray(0, 16)]
}
