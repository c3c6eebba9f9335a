import { objectIn } from '../../json.js'
import { quoted } from '../words.js'
import { checkEncryptedKey } from './encrypted-key.js'
import type { Context, Sealed } from './sealed.js'

const PARAMETERS = { alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'application/json' }

/** A JWE as Mastercard's client library makes it (RFC 7516). */
export function checkJwe({ name, value }: Sealed, context: Context): void {
  const { problems, recipient } = context
  const parts = value.split('.')
  const [header, encryptedKey, iv, , tag] = parts.map((part) => Buffer.from(part, 'base64'))
  if (parts.length !== 5 || !header || !encryptedKey || !iv || !tag) {
    problems.add(name, `it has ${counted(parts.length)}; a JWE has five`)
    return
  }
  const parameters = objectIn(() => header.toString()) ?? {}
  const sent = (parameter: string) => {
    const found = parameters[parameter]
    return typeof found === 'string' ? found : undefined
  }
  for (const [parameter, expected] of Object.entries(PARAMETERS))
    problems.same(`${name}: ${parameter}`, sent(parameter), expected)
  if (recipient.fingerprint !== undefined)
    problems.same(`${name}: kid`, sent('kid'), recipient.fingerprint, ' (the fingerprint)')
  // The library takes 128 bits, and RFC 7518 section 5.3 says 96.
  if (iv.length !== 12 && iv.length !== 16)
    problems.add(`${name}: iv`, `it has ${quoted(String(iv.length * 8))} bits; expected 96`)
  if (tag.length !== 16) problems.add(`${name}: tag`, `it has ${tag.length * 8} bits; expected 128`)
  checkEncryptedKey(`${name}: encrypted key`, encryptedKey, 'sha256', context)
}

function counted(parts: number): string {
  if (parts === 1) return 'one part, as field-level encryption has'
  return parts === 3 ? '3 parts, as a signed token (JWS) has' : `${parts} parts`
}
