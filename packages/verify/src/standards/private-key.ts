import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { type Bytes, readSigningKey, type SignatureName } from '@countersign/core'
import { isRight } from '../resign/sent-signatures.js'
import {
  type Hash,
  isByKey,
  isPkcs1,
  readSignature,
  type SentSignature,
  signatureIn,
  unlikeKey,
} from './sent-signature.js'
import type { Signature, Variation } from './standard.js'

/** How a signature by a private key is checked. */
export interface Check {
  readonly name: SignatureName
  readonly der?: boolean
}

/** The public half of a private key in a setting. @throws {CountersignError} `invalid-key` */
export const publicKeyOf = (text: string): KeyObject => publicHalf(readSigningKey(text).pkcs8)

/** The public half of a private key in PKCS#8 DER. */
export const publicHalf = (pkcs8: Bytes): KeyObject =>
  createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }))

/** Holds the signature of a draft against the key of a setting: of RSASSA-PKCS1-v1_5 each try is a hash. */
export function heldBy<Draft extends { readonly check: Check }>(
  {
    text,
    encoding,
    key,
  }: { readonly text: string; readonly encoding: 'base64' | 'base64url'; readonly key: KeyObject },
  input: (draft: Draft) => string | Uint8Array,
  setting: string,
): Required<Pick<Signature<Draft>, 'holds' | 'isByKey'>> &
  Pick<Signature<Draft>, 'cost' | 'suspect' | 'form'> {
  const { bytes, when } = signatureIn(text, key)
  const sent = readSignature(bytes, key)
  const suspect = bytes.length === 0 ? `it is in ${when || 'no encoding'}` : unlikeKey(sent, setting)
  const isRight = bytes.toString(encoding) === text
  return {
    ...(!isRight && {
      form: {
        when: `the signature is read as ${when || 'another form'}`,
        advice: `Write it in ${encoding}.`,
      },
    }),
    holds: (made) => isHeld(made.check, sent, input(made)),
    isByKey: isByKey(sent),
    ...(sent.content && { cost: 2 }),
    ...(suspect !== undefined && { suspect }),
  }
}

function isHeld({ name, der }: Check, sent: SentSignature, data: string | Uint8Array): boolean {
  const [, hash] = /^RSA-(SHA\d+)$/.exec(name) ?? []
  if (hash) return isPkcs1(sent, hash.toLowerCase() as Hash, data)
  // A padding of PKCS#1 v1.5 is none of PSS.
  if (sent.content) return false
  return isRight(name, sent.key, Buffer.from(data as string), sent.bytes, der ? 'der' : 'ieee-p1363')
}

const RSA: readonly SignatureName[] = [
  'RSA-SHA256',
  'RSA-SHA1',
  'RSA-SHA512',
  'RSA-SHA384',
  'RSA-PSS-SHA256',
  'RSA-PSS-SHA384',
  'RSA-PSS-SHA512',
]

/** Other ways to sign with the same key. */
export function checkVariations<Draft extends { readonly check: Check }>({
  name,
}: Check): Variation<Draft>[] {
  const made = (when: string, advice: string, check: Check): Variation<Draft> => ({
    kind: 'key',
    when,
    advice,
    change: (draft) => ({ ...draft, check }),
  })
  if (name.startsWith('ECDSA'))
    return [
      made(
        'the signature is read as DER',
        'Write r and s side by side (IEEE P1363), as JOSE and WebCrypto do.',
        {
          name,
          der: true,
        },
      ),
    ]
  return name.startsWith('RSA')
    ? RSA.filter((other) => other !== name).map((other) =>
        made(`it is made with ${other}`, `Use ${name}.`, { name: other }),
      )
    : []
}
