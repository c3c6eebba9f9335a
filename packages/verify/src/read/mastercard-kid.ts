import type { Host } from '@countersign/core/host'
import { fingerprint, type Keys } from '@countersign/core/providers/mastercard/keys'
import { certificatesIn } from '@countersign/core/x509/key-text'
import { unrenderedProblem } from '../described.js'
import type { ReadCall } from '../reading.js'
import type { Checklist } from './checklist.js'
import { unexpected } from './checklist.js'

/** Checks the `kid`: the fingerprint of the key, in any form in which Mastercard's own libraries write it. */
export function checkKid(kid: unknown, call: ReadCall<Keys>, list: Checklist): void {
  const accepted = typeof kid === 'string' ? otherForms(call).get(kid) : undefined
  const { keyId } = call.settings
  if (kid !== keyId && accepted) list.notes.push(`the kid is ${accepted}; Countersign writes ${keyId}`)
  list.check('kid', kid === keyId || accepted !== undefined, kidProblem(kid, call))
}

/** The right key under other names. */
function otherForms({ settings: { encryption }, values, host }: ReadCall<Keys>): Map<string, string> {
  const key = fingerprint(encryption.spki, host)
  const certificate = certificateHash(values.encryptionCertificate, host)
  const forms = new Map([[key, 'the SHA-256 of the public key in hex, as the portal shows it']])
  for (const base64 of base64Forms(key)) forms.set(base64, 'the SHA-256 of the public key in base64')
  if (!certificate) return forms
  forms.set(certificate, 'the SHA-256 of the certificate in hex')
  for (const base64 of base64Forms(certificate)) forms.set(base64, 'the SHA-256 of the certificate in base64')
  return forms
}

function base64Forms(hex: string): string[] {
  const bytes = Buffer.from(hex, 'hex')
  return [bytes.toString('base64'), bytes.toString('base64url')]
}

function kidProblem(kid: unknown, call: ReadCall<Keys>): string {
  const { keyId, keyIdIsDerived } = call.settings
  if (kid === undefined) return `it is missing; expected ${keyId}`
  if (typeof kid !== 'string') return `it is not a string; expected ${keyId}`
  if (unrenderedProblem(kid)) return `${unrenderedProblem(kid)}`
  const expected = keyIdIsDerived ? "the SHA-256 of the certificate's public key" : 'MASTERCARD_KEY_ID'
  return `${madeOf(kid, call) ?? unexpected(kid, 'mastercard', call)}; expected ${expected}: ${keyId}`
}

/** What people take for the fingerprint. */
function madeOf(kid: string, { settings: keys, values, host }: ReadCall<Keys>): string | undefined {
  const bare = kid.replace(/:/g, '').toLowerCase()
  if (bare === fingerprint(keys.encryption.spki, host))
    return kid.includes(':')
      ? 'it is the right fingerprint with colons'
      : 'it is the right fingerprint in upper case'
  if (bare === certificateHash(values.clientCertificate, host))
    return 'it is the SHA-256 of the client certificate for mutual TLS'
  if (bare === keys.decryptionKeyId)
    return 'it is that of MASTERCARD_DECRYPTION_KEY, the wrong key of the two'
  return /^[0-9a-f]{40}$/.test(bare) ? 'it is a SHA-1 (40 hex digits)' : undefined
}

function certificateHash(pem: string | undefined, host: Host): string | undefined {
  try {
    const [certificate] = pem ? certificatesIn(pem, { host }) : []
    return certificate && host.hash('SHA-256', [certificate.der], 'hex')
  } catch {
    return undefined
  }
}
