import { byteLength, plainCodec, textOf } from '../../bytes.js'
import { CountersignError } from '../../errors.js'
import type { Host } from '../../host.js'
import { decryptJwe, encryptJwe, type Jwe, type JweHeader, parseJwe } from '../../jose/jwe.js'
import { jsonObject, nestsTooDeep } from '../../json.js'
import type { Bytes, Data, OpenPatch, Response } from '../../message.js'
import type { Call, OpenCall, Prepared, Provider } from '../../provider.js'
import type { Waiting } from '../../waiting.js'
import { examples, settings } from './data.js'
import { type Keys, readKeys } from './keys.js'

/**
 * Mastercard Identity Insights for Accounts: mutual TLS, which the tool holds, and the whole body as a JWE.
 * @see https://developer.mastercard.com/identity-insights-for-accounts/documentation/api-basics/
 * @example
 * ```ts
 * import { createSigner } from '@countersign/core'
 * import { nodeHost } from '@countersign/hosts/node'
 * createSigner({ providers: [mastercard], settings: (name) => process.env[name], host: nodeHost() })
 * ```
 */
export const mastercard: Provider<Keys> = {
  id: 'mastercard',
  name: 'Mastercard',
  sources: [
    'https://developer.mastercard.com/identity-insights-for-accounts/documentation/api-basics/',
    'RFC 7516, RFC 7518',
  ],
  baseUrl: 'https://sandbox.api.mastercard.com',
  hosts: ['api.mastercard.com'],
  uses: ['cipher', 'random'],
  settings,
  examples,
  setup: (values, tools) => readKeys(values, mastercard, tools),
  needs: ({ request: { body }, host }) =>
    body.length === 0
      ? { body: true, waits: false, how: 'no body, so nothing to encrypt', asIs: 'it has no body' }
      : isSealed(body, host)
        ? {
            body: true,
            waits: false,
            how: 'a body that is encrypted already',
            asIs: 'its body is encrypted already',
          }
        : { body: true, waits: true, how: 'the whole body as a JWE' },
  prepare: seal,
  open,
}

const DROPPED = ['Content-Length']

function* seal({ request, settings: keys, host, trace }: Call<Keys>): Waiting<Prepared> {
  checkJson(request.body, host)
  if (trace) traceSealing(keys, keys.header, trace)
  const encryptedData = yield* encryptJwe(request.body, keys.header, keys.publicKey(), host)
  trace?.('encryptedData', `a JWE of ${encryptedData.length} characters`)
  return {
    headers: [['Content-Type', 'application/json']],
    drop: DROPPED,
    // What JSON.stringify makes of letters that need no escape, which takes k6 as long as the encryption of the text.
    body: `{"encryptedData":"${encryptedData}"}`,
  }
}

function traceSealing(
  { encryption, keyIdIsDerived }: Keys,
  header: JweHeader,
  trace: NonNullable<Call<Keys>['trace']>,
) {
  const { certificate, bits } = encryption
  if (certificate) {
    trace('certificateSubject', certificate.subject)
    trace('certificateNotBefore', new Date(certificate.notBefore * 1000).toISOString())
    trace('certificateNotAfter', new Date(certificate.notAfter * 1000).toISOString())
  }
  trace('kid', header.kid)
  trace('kidFrom', keyIdIsDerived ? "SHA-256 of the public key's SPKI DER, in hex" : 'the setting keyId')
  trace('jweHeader', JSON.stringify(header))
  trace('encryptionKeyBits', bits)
  trace('contentKeyBits', 256)
  trace('ivBits', 96)
}

/** What is encrypted is the body as it is, so it must be JSON as it is. */
function checkJson(body: Data, host: Host): void {
  try {
    const text = textOf(body, host.codec ?? plainCodec)
    if (nestsTooDeep(text)) throw new Error('too deep')
    if (!isJson(text, host)) throw new Error('not JSON')
  } catch {
    const size = byteLength(body, host.codec ?? plainCodec)
    throw new CountersignError(
      'invalid-body',
      `Mastercard expects JSON; this body (${size} bytes) is not JSON. Nothing is sent. Look for a byte order mark, a trailing comma or a {{variable}}.`,
      'mastercard',
    )
  }
}

/** @throws what the parser throws, if the tool knows no faster way */
function isJson(text: string, { codec }: Host): boolean {
  return codec?.isJson ? codec.isJson(text) : JSON.parse(text) !== undefined
}

/** The sealed text of `{"encryptedData": "…"}`, if that is all there is: anything beside it would go unencrypted. */
function isSealed(body: Data, host: Host): boolean {
  const json = encryptedObject(body, host)
  return (
    json !== undefined &&
    !hasMark(body) &&
    Object.keys(json).length === 1 &&
    parseJwe(json.encryptedData, host)?.header.alg !== undefined
  )
}

/** Whether a byte order mark stands before a body, which nobody may seal or send as sealed. */
function hasMark(body: Data): boolean {
  return typeof body === 'string' ? body.startsWith('\ufeff') : body[0] === 0xef && body[1] === 0xbb
}

function* open({ response, settings: keys, host, trace }: OpenCall<Keys>): Waiting<OpenPatch> {
  const sealed = encryptedObject(response.body, host)
  if (!sealed) return {}
  if (!keys.decryption) {
    const unopened = 'MASTERCARD_DECRYPTION_KEY is not set'
    trace?.('opened', `no: ${unopened}`)
    return { unopened }
  }
  const jwe = parseJwe(sealed.encryptedData, host)
  if (!jwe) throw notAJwe(response)
  const body = yield* opened(jwe, keys, host)
  trace?.('opened', `a JWE with an IV of ${jwe.iv.length * 8} bits, ${body.length} bytes in it`)
  return { body }
}

function encryptedObject(body: Data, host: Host): { encryptedData: string } | undefined {
  if (body.length === 0) return undefined
  try {
    const text = textOf(body, host.codec ?? plainCodec)
    const json = mayName(text) ? jsonObject(text) : undefined
    return typeof json?.encryptedData === 'string' ? (json as { encryptedData: string }) : undefined
  } catch {
    return undefined
  }
}

/** Whether a JSON text can hold that name; with a backslash it may be an escaped one. */
const mayName = (text: string) => text.includes('encryptedData') || text.includes('\\')

function notAJwe({ status }: Response): CountersignError {
  const message = `The response (${status}) has an encryptedData that is not a JWE of five parts. It may be cut off.`
  return new CountersignError('invalid-answer', message, 'mastercard')
}

/** Whether a key opens a message is for RSA-OAEP and the tag to say: the `kid` has many forms. */
function* opened(jwe: Jwe, keys: Keys, host: Host): Waiting<Bytes> {
  try {
    return yield* decryptJwe(jwe, keys.privateKey(), host)
  } catch (thrown) {
    const isFailed = thrown instanceof CountersignError && thrown.code === 'open-failed'
    throw isFailed ? (wrongKey(jwe, keys) ?? thrown) : thrown
  }
}

function wrongKey({ header: { kid } }: Jwe, { decryptionKeyId, keyId }: Keys): CountersignError | undefined {
  if (kid === undefined || kid === keyId) return undefined
  if (typeof kid === 'string' && kid.toLowerCase() === decryptionKeyId) return undefined
  const theirs = (typeof kid === 'string' ? kid : String(JSON.stringify(kid)))
    .slice(0, 64)
    .replace(/[^\u0021-\u007e]/g, '�')
  return new CountersignError(
    'open-failed',
    `The response does not open with MASTERCARD_DECRYPTION_KEY (${decryptionKeyId}): its kid names another key, ${theirs}. Use the private key of that key.`,
    'mastercard',
  )
}
