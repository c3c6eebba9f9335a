import { plainCodec } from '@countersign/core/bytes'
import type { Host } from '@countersign/core/host'
import { fingerprint, type Keys } from '@countersign/core/providers/mastercard/keys'
import type { ReadCall } from '../reading.js'
import { quoted, unrendered } from './checklist.js'

/** What is wrong with a `kid`, told by what it really is where that can be found. */
export function kidProblem(kid: unknown, call: ReadCall<Keys>): string | undefined {
  const { keyId, keyIdIsDerived } = call.settings
  if (kid === keyId) return undefined
  if (kid === undefined) return `it is not there; ${keyId} is due`
  if (typeof kid !== 'string') return `it is no text; ${keyId} is due`
  const template = unrendered(kid)
  if (template) return `${template} was not filled in`
  const what = madeOf(kid, call)
  const due = keyIdIsDerived
    ? "the SHA-256 of the certificate's public key is due"
    : 'the setting keyId is due'
  return `it is ${what ?? quoted(kid)}; ${due}: ${keyId}`
}

/** What people take for the fingerprint, tried one after the other. */
function madeOf(kid: string, { settings: keys, values, host }: ReadCall<Keys>): string | undefined {
  const own = fingerprint(keys.encryption.spki, host)
  const certificate = certificateHash(values.encryptionCertificate, host)
  const client = certificateHash(values.clientCertificate, host)
  const bare = kid.replace(/:/g, '').toLowerCase()
  if (bare === own) {
    if (own !== keys.keyId) return "the SHA-256 of the certificate's public key"
    return kid.includes(':') ? 'the right fingerprint with colons' : 'the right fingerprint in capitals'
  }
  if (bare === certificate) return 'the SHA-256 of the whole certificate'
  if (bare === client) return 'the SHA-256 of the client certificate for mutual TLS'
  if (bare === keys.decryptionKeyId) return 'that of MASTERCARD_DECRYPTION_KEY, the wrong one of two keys'
  const base64 = host.hash('SHA-256', [keys.encryption.spki], 'base64')
  const url = base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  if ([base64, url].includes(kid)) return 'the right fingerprint in base64, not in hex'
  return /^[0-9a-f]{40}$/.test(bare) ? 'a SHA-1, which has 40 hex digits' : undefined
}

function certificateHash(pem: string | undefined, host: Host): string | undefined {
  const [, base64] = /-----BEGIN CERTIFICATE-----([^-]*)-----END/.exec(pem ?? '') ?? []
  try {
    return base64 && host.hash('SHA-256', [plainCodec.fromBase64(base64.replace(/\s+/g, ''))], 'hex')
  } catch {
    return undefined
  }
}
