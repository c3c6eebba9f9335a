import { textAt } from './config.js'
import { checkEncryptedKey } from './encrypted-key.js'
import type { OaepHash } from './encryption-keys.js'
import type { Context, Sealed } from './sealed.js'

type Encoding = 'hex' | 'base64'

/** A value by AES-CBC, with its key and IV beside it or in headers, as Mastercard's client library makes it. */
export function checkFieldLevel({ name, value, part }: Sealed, context: Context): void {
  const { encryption, recipient, problems } = context
  const encoding: Encoding = textAt(encryption, 'dataEncoding') === 'hex' ? 'hex' : 'base64'
  const field = textAt(encryption, 'encryptedValueFieldName') ?? name
  const bytes = (named: string, text: string) => decoded(named, text, encoding, context)
  const ciphertext = bytes(`${name}.${field}`, value)
  if (ciphertext && (ciphertext.length === 0 || ciphertext.length % BLOCK !== 0))
    problems.add(
      `${name}.${field}`,
      `it has ${ciphertext.length} bytes; AES-CBC makes a multiple of ${BLOCK}`,
    )
  const [iv, encryptedKey] = ['iv', 'encryptedKey'].map((setting) => part(setting))
  const ivBytes = iv && present(iv, context) && bytes(iv.name, iv.value ?? '')
  if (iv && ivBytes && ivBytes.length !== BLOCK)
    problems.add(iv.name, `it has ${ivBytes.length} bytes; expected ${BLOCK}`)
  const hash = oaepHash(textAt(encryption, 'oaepPaddingDigestAlgorithm'))
  const keyBytes =
    encryptedKey && present(encryptedKey, context) && bytes(encryptedKey.name, encryptedKey.value ?? '')
  if (encryptedKey && keyBytes) checkEncryptedKey(encryptedKey.name, keyBytes, hash, context)
  const fingerprint = part('publicKeyFingerprint')
  if (fingerprint && recipient.fingerprint !== undefined)
    problems.same(fingerprint.name, fingerprint.value, recipient.fingerprint)
  const algorithm = part('oaepHashingAlgorithm')
  if (algorithm) problems.same(algorithm.name, algorithm.value, hash.toUpperCase())
}

const BLOCK = 16

const oaepHash = (text = ''): OaepHash => (text.includes('512') ? 'sha512' : 'sha256')

function present(
  { name, value }: { name: string; value: string | undefined },
  { problems }: Context,
): boolean {
  if (value) return true
  problems.add(name, 'it is missing')
  return false
}

function decoded(name: string, text: string, encoding: Encoding, { problems }: Context): Buffer | undefined {
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(text)
  const isBase64 = /^[\w+/-]+={0,2}$/.test(text)
  if (encoding === 'hex' ? isHex : isBase64 && !(isHex && text.length >= HEX_FOR_SURE))
    return Buffer.from(text, encoding)
  const found = isHex ? 'hex' : 'base64'
  problems.add(
    name,
    isHex || isBase64
      ? `it is in ${found}; expected ${encoding} (dataEncoding)`
      : `it is not in ${encoding} (dataEncoding)`,
  )
  return undefined
}

// So long a base64 text has other letters, too.
const HEX_FOR_SURE = 32
