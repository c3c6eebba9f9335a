import { MADE_TWICE, objectIn, objectInString } from '../../json.js'
import { bodyOf, type Signed } from '../standard.js'
import type { Problems } from '../words.js'
import { encryptionOf } from './config.js'
import { certificateOf } from './encryption-keys.js'
import { checkFieldLevel } from './field-level.js'
import { checkJwe } from './jwe.js'
import { movesFor } from './moves.js'
import type { Context, Sealed } from './sealed.js'
import { nameOf, sealedAt } from './sealed-element.js'

/** Payload encryption of a path: what is to be encrypted is, by the algorithms and to the key of the configuration. */
export function checkPayload(signed: Signed, problems: Problems): void {
  const encryption = encryptionOf(signed.values)
  const moves = encryption ? movesFor(encryption, signed.call.request.url) : []
  const bytes = bodyOf(signed)
  if (!encryption || moves.length === 0 || bytes.length === 0) return
  const body: unknown = parsed(bytes.toString())
  if (objectInString(bytes.toString())) problems.add('body', `it is ${MADE_TWICE}`)
  if (body === undefined) {
    problems.add('body', `it is not JSON, and ${signed.variable('config')} encrypts a part of it`)
    return
  }
  const recipient = certificateOf(signed, encryption)
  for (const move of moves) {
    const sealed = sealedAt(move, body, signed, encryption)
    if (sealed === 'plain') problems.add(nameOf(move.element), notEncrypted(signed))
    else if (sealed) check(sealed, { signed, encryption, recipient, problems })
  }
}

const notEncrypted = ({ variable }: Signed) => `it is not encrypted, and ${variable('config')} encrypts it`

const check = (sealed: Sealed, context: Context) =>
  context.encryption.mode === 'JWE' ? checkJwe(sealed, context) : checkFieldLevel(sealed, context)

function parsed(text: string): unknown {
  const { whole } = objectIn(() => `{"whole":${text}}`) ?? {}
  return whole
}
