import { jsonObject } from '../../json.js'
import { type Configured, invalidSetting, type Values } from '../../settings.js'

/** What is to be encrypted or decrypted: the element at one path of a JSON body, and where the outcome goes. */
export interface Move {
  /** As in `a.b`; `$` is the whole body. */
  readonly element: string
  readonly obj: string
}

/** A part of the API whose payloads are encrypted. */
export interface EncryptedPath {
  /** Looked for in the URL without its query. */
  readonly path: RegExp
  readonly toEncrypt: readonly Move[]
  readonly toDecrypt: readonly Move[]
}

type Members = Readonly<Record<string, unknown>>

/** The file of Mastercard's Insomnia plugin, read: texts by their names. */
export interface Config {
  readonly consumerKey: string | undefined
  readonly keystore: string | undefined
  readonly keystorePassword: string | undefined
  readonly oAuthDisabled: boolean
  readonly encryption: EncryptionConfig | undefined
}

/** `encryptionConfig`, as Mastercard's client-encryption library takes it. */
export interface EncryptionConfig {
  readonly isJwe: boolean
  readonly paths: readonly EncryptedPath[]
  /** Any other member that is a text. */
  text(name: string): string | undefined
}

/**
 * Reads the configuration: the plugin's environment (`{"mastercard": …}`), what is in it, or `encryptionConfig` alone.
 * @throws {CountersignError} `invalid-setting` on what is not such a configuration, or asks for what is not done here
 */
export function readConfig({ config }: Values, provider: Configured): Config | undefined {
  if (config === undefined) return undefined
  const problem = (text: string) => invalidSetting(provider, 'config', text)
  const whole = jsonObject(config)
  if (!whole) throw problem(`is not a JSON object (${config.length} characters)`)
  const own = objectAt(whole, 'mastercard') ?? whole
  if (own.oAuth2 !== undefined)
    throw problem('has oAuth2, and requests are signed by OAuth 1.0a here. Give it oAuth1 instead')
  if (objectAt(own, 'extensions')?.signatureConfig !== undefined)
    throw problem('has extensions.signatureConfig, and no JWS is made here. Take it out')
  const auth = objectAt(own, 'oAuth1') ?? own
  const encryption = objectAt(own, 'encryptionConfig') ?? (Array.isArray(own.paths) ? own : undefined)
  if (own.encryptionConfig !== undefined && !encryption)
    throw problem('has an encryptionConfig that is not an object')
  return {
    consumerKey: textAt(auth, 'consumerKey'),
    keystore: textAt(auth, 'keystoreP12Path'),
    keystorePassword: textAt(auth, 'keystorePassword'),
    oAuthDisabled: own.oAuthDisabled === true,
    encryption: encryption && readEncryption(encryption, problem),
  }
}

type Problem = (text: string) => Error

function readEncryption(config: Members, problem: Problem): EncryptionConfig {
  const { paths, mode } = config
  if (!Array.isArray(paths) || paths.length === 0) throw problem('has an encryptionConfig without paths')
  if (mode !== undefined && mode !== 'JWE' && mode !== '') throw problem('has a mode other than JWE')
  const text = (name: string) => textAt(config, name)
  const isJwe = mode === 'JWE'
  const read = paths.map((path) => readPath(path, problem))
  if (!text('encryptedValueFieldName')) throw problem('has no encryptedValueFieldName')
  if (!isJwe) checkFieldLevel(text, read, problem)
  checkFingerprint(text, isJwe, problem)
  return { isJwe, paths: read, text }
}

type Text = (name: string) => string | undefined

function checkFieldLevel(text: Text, paths: readonly EncryptedPath[], problem: Problem): void {
  const hash = text('oaepPaddingDigestAlgorithm')
  if (!hash || !/^SHA-?(256|512)$/i.test(hash))
    throw problem('needs an oaepPaddingDigestAlgorithm of SHA-256 or SHA-512')
  if (text('dataEncoding') !== 'hex' && text('dataEncoding') !== 'base64')
    throw problem('needs a dataEncoding of hex or base64')
  const inHeaders = text('ivHeaderName') && text('encryptedKeyHeaderName')
  if (!inHeaders && !text('encryptedKeyFieldName'))
    throw problem('needs encryptedKeyFieldName and ivFieldName, or their header names')
  if (inHeaders && paths.some(({ toEncrypt, toDecrypt }) => toEncrypt.length > 1 || toDecrypt.length > 1))
    throw problem('has several elements for one path, and headers hold one key. Name its fields instead')
}

function checkFingerprint(text: Text, isJwe: boolean, problem: Problem): void {
  const type = text('publicKeyFingerprintType')
  if (type !== undefined && type !== 'certificate' && type !== 'publicKey')
    throw problem('has a publicKeyFingerprintType other than certificate and publicKey')
  const needsEncoding = isJwe && type === 'certificate' && !text('publicKeyFingerprint')
  if (needsEncoding && text('dataEncoding') !== 'hex' && text('dataEncoding') !== 'base64')
    throw problem('needs a dataEncoding of hex or base64 for the fingerprint of the certificate')
}

function readPath(value: unknown, problem: Problem): EncryptedPath {
  const entry = objectOf(value)
  const pattern = entry && textAt(entry, 'path')
  if (!entry || pattern === undefined) throw problem('has an encrypted path without its path')
  const moves = {
    toEncrypt: movesAt(entry, 'toEncrypt', problem),
    toDecrypt: movesAt(entry, 'toDecrypt', problem),
  }
  try {
    return { path: new RegExp(pattern), ...moves }
  } catch {
    throw problem('has a path that is not a regular expression')
  }
}

function movesAt(entry: Members, name: string, problem: Problem): Move[] {
  const list = entry[name] ?? []
  if (!Array.isArray(list)) throw problem(`has a ${name} that is not a list`)
  const moves = list.map((value) => {
    const { element, obj } = objectOf(value) ?? {}
    if (typeof element !== 'string' || typeof obj !== 'string')
      throw problem(`has a ${name} without element and obj`)
    return { element, obj }
  })
  if (moves.length > 1 && moves.some(({ element, obj }) => element === '$' || obj === '$'))
    throw problem(`has a ${name} with the whole body ($) and others besides`)
  return moves
}

const objectOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined

const objectAt = (members: Members, name: string): Members | undefined => objectOf(members[name])

function textAt(members: Members, name: string): string | undefined {
  const value = members[name]
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
