import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { promisify } from 'node:util'
import { compactDecrypt } from 'jose'
import type { Incoming } from '../incoming.js'
import { sealResponse } from '../jwe/seal.js'
import { checks, refusals } from '../refusal.js'

const check = checks(400, 'invalid_payload')
const refuse = refusals(400, 'invalid_payload')

/** The paths whose payload is encrypted: a member of the body, or all of it. */
const CARDS = '/cards'
const PAYLOADS = '/payloads'

type Members = Readonly<Record<string, unknown>>

/** What was decrypted, and how the response to it is encrypted. */
export interface OpenedPayload {
  /** The body with what was decrypted in place. */
  readonly body: Buffer
  /** Encrypts the response as the request was: the member `card` at `/cards`, all of it at `/payloads`. */
  seal(response: object): object
}

/** The other side of payload encryption. */
export interface Payloads {
  /** For the client, as its configuration takes it. */
  readonly config: object
  /** Undefined if this path is not encrypted, or there is no body. @throws {Refusal} */
  open(request: Incoming): Promise<OpenedPayload | undefined>
}

const rsa = () => promisify(generateKeyPair)('rsa', { modulusLength: 2048 })

/** Opens what is encrypted to the sandbox, as a JWE or field by field, and encrypts responses to the client. */
export async function payloads(): Promise<Payloads> {
  const [own, client] = await Promise.all([rsa(), rsa()])
  return {
    config: configFor(own.publicKey, client.privateKey),
    async open(request) {
      const path = [CARDS, PAYLOADS].find((end) => request.path.endsWith(end))
      if (path === undefined || request.body.length === 0) return undefined
      const body = membersOf(request.body)
      const sealed = path === CARDS ? body.card : body
      const { text, seal } = await opened(request, sealed, own.privateKey)
      const whole = path === CARDS ? JSON.stringify({ ...body, card: JSON.parse(text) }) : text
      if (request.examination) request.examination.opened = Buffer.from(whole)
      return {
        body: Buffer.from(whole),
        seal: (response) =>
          path === PAYLOADS
            ? seal(JSON.stringify(response), client.publicKey)
            : { ...response, card: seal(text, client.publicKey) },
      }
    },
  }
}

const der = (key: KeyObject, type: 'spki' | 'pkcs8') =>
  (key.export({ format: 'der', type: type as never }) as unknown as Buffer).toString('base64')

const configFor = (own: KeyObject, client: KeyObject) => ({
  encryptionConfig: {
    mode: 'JWE',
    paths: [CARDS].map((path) => ({
      path,
      toEncrypt: [{ element: 'card', obj: 'card' }],
      toDecrypt: [{ element: 'card', obj: 'card' }],
    })),
    encryptedValueFieldName: 'encryptedData',
    encryptionCertificate: der(own, 'spki'),
    privateKey: der(client, 'pkcs8'),
  },
})

function membersOf(body: Buffer): Members {
  try {
    return Object(JSON.parse(body.toString('utf8'))) as Members
  } catch {
    return refuse('json', 'The body is not JSON.', { expected: 'JSON', got: `${body.length} bytes` })
  }
}

interface OpenedValue {
  readonly text: string
  readonly seal: (text: string, to: KeyObject) => object
}

/** @throws {Refusal} on plaintext, and on what does not open */
async function opened(request: Incoming, value: unknown, key: KeyObject): Promise<OpenedValue> {
  const sealed = Object(value) as Members
  const isSealed = typeof sealed.encryptedData === 'string'
  check(request, isSealed, 'encrypted', 'A part of the body that this path encrypts is not encrypted.', {
    expected: '{"encryptedData": "…"}',
    got: 'a plaintext value',
  })
  try {
    const made = sealed.encryptedKey === undefined ? await openedJwe(sealed, key) : openedFields(sealed, key)
    JSON.parse(made.text)
    request.examination?.passed.push('payloadOpens')
    return made
  } catch {
    const finding = {
      expected: "JSON, encrypted to the sandbox's certificate",
      got: 'a different key, or changed bytes',
    }
    return refuse('payloadOpens', 'The encrypted part of the body cannot be decrypted.', finding)
  }
}

async function openedJwe({ encryptedData }: Members, key: KeyObject): Promise<OpenedValue> {
  const { plaintext } = await compactDecrypt(String(encryptedData), key)
  const seal = (text: string, to: KeyObject) => ({
    encryptedData: sealResponse(text, { publicKey: to, fingerprint: fingerprintOf(to) }),
  })
  return { text: Buffer.from(plaintext).toString('utf8'), seal }
}

const fingerprintOf = (key: KeyObject) =>
  createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex')

const padding = constants.RSA_PKCS1_OAEP_PADDING

/** AES-CBC, and its key by RSA-OAEP with the hash that is named, SHA-256 if none is. */
function openedFields(sealed: Members, key: KeyObject): OpenedValue {
  const texts = [sealed.encryptedData, sealed.iv, sealed.encryptedKey].map(String)
  const encoding = texts.every((text) => /^[0-9a-f]+$/i.test(text)) ? 'hex' : 'base64'
  const [data, iv, wrapped] = texts.map((text) => Buffer.from(text, encoding)) as [Buffer, Buffer, Buffer]
  const named = sealed.oaepHashingAlgorithm
  const oaepHash = named === 'SHA512' ? 'sha512' : 'sha256'
  const cek = privateDecrypt({ key, padding, oaepHash }, wrapped)
  const decipher = createDecipheriv(`aes-${cek.length * 8}-cbc`, cek, iv)
  const text = Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8')
  const seal = (plaintext: string, to: KeyObject) => {
    const fresh = { key: randomBytes(16), iv: randomBytes(16) }
    const cipher = createCipheriv('aes-128-cbc', fresh.key, fresh.iv)
    const encryptedKey = publicEncrypt({ key: to, padding, oaepHash }, fresh.key)
    return {
      encryptedData: Buffer.concat([cipher.update(plaintext), cipher.final()]).toString(encoding),
      iv: fresh.iv.toString(encoding),
      encryptedKey: encryptedKey.toString(encoding),
      ...(named !== undefined && { oaepHashingAlgorithm: named }),
    }
  }
  return { text, seal }
}
