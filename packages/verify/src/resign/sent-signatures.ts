import { constants, createPrivateKey, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Bytes, Data, Host, Request, SignatureName, SigningKey } from '@countersign/core'
import { asBuffer } from '../bytes.js'
import { decoded, queryPairs } from './place.js'

type SignerOf = NonNullable<Host['signer']>

/** A signature of the request that is right though it was made in another way. */
export interface OtherWay {
  readonly when: string
  readonly advice: string
}

/**
 * What may be a signature by a private key in a request. ECDSA and PSS give another one each time, so it is not made
 * again: if one of these is right, it is the one.
 */
export class SentSignatures {
  readonly #candidates: readonly Buffer[]
  /** Only whether one of them is right is asked: none is made, which takes long. */
  isSearching = false
  /** What was right, but of another kind. */
  otherWay: OtherWay | undefined

  constructor(request: Pick<Request, 'url' | 'headers'>) {
    this.#candidates = candidatesIn(request)
  }

  /** A signer that gives the signature of the request if that is right, and else makes one. */
  signer(signer: SignerOf, name: SignatureName, key: SigningKey): (data: Data) => Promise<Bytes> {
    const sign = signer(name, key)
    const publicKey = createPublicKey(
      createPrivateKey({ key: Buffer.from(key.pkcs8), format: 'der', type: 'pkcs8' }),
    )
    return async (data) => {
      const bytes = asBuffer(data)
      const right = this.#candidates.find((one) => isRight(name, publicKey, bytes, one))
      if (right) return new Uint8Array(right)
      if (this.isSearching) return new Uint8Array(UNKNOWN)
      this.otherWay ??= this.#tryOthers(name, publicKey, bytes)
      return sign(data)
    }
  }

  #tryOthers(name: SignatureName, key: KeyObject, data: Buffer): OtherWay | undefined {
    for (const one of this.#candidates) {
      if (name.startsWith('ECDSA') && isRight(name, key, data, one, 'der'))
        return {
          when: 'the signature is read as DER',
          advice: 'Write r and s side by side (IEEE P1363), as JOSE and WebCrypto do.',
        }
      const other = OTHERS.find((way) => way !== name && isRight(way, key, data, one))
      if (other) return { when: `it is made with ${other}`, advice: `Use ${name}.` }
    }
    return undefined
  }
}

// In place of a signature that is not made.
const UNKNOWN = 64

const OTHERS: readonly SignatureName[] = [
  'RSA-SHA1',
  'RSA-SHA256',
  'RSA-SHA384',
  'RSA-SHA512',
  'RSA-PSS-SHA256',
  'RSA-PSS-SHA384',
  'RSA-PSS-SHA512',
]

export function isRight(
  name: SignatureName,
  key: KeyObject,
  data: Buffer,
  signature: Buffer,
  dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363',
): boolean {
  const isRsa = name.startsWith('RSA')
  if (isRsa !== (key.asymmetricKeyType === 'rsa')) return false
  const hash = /SHA\d+$/.exec(name)?.[0] ?? null
  const pss = name.startsWith('RSA-PSS')
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
    : {}
  try {
    return verify(hash, data, { key, ...pss, ...(name.startsWith('ECDSA') && { dsaEncoding }) }, signature)
  } catch {
    return false
  }
}

const MOST = 40

/** Texts of 64 bytes and more, in hex, base64 or base64url: no signature is shorter. */
function candidatesIn({ url, headers }: Pick<Request, 'url' | 'headers'>): Buffer[] {
  const values = [...headers.map(([, value]) => value), ...queryPairs(url).map(([, value]) => decoded(value))]
  const texts = values.flatMap(
    (value) => value.slice(0, 16_384).match(/[A-Za-z0-9+/_-]{60,1500}={0,2}/g) ?? [],
  )
  return texts.slice(0, MOST).map((text) => {
    const isHex = /^(?:[0-9a-f]{2})+$/i.test(text)
    return Buffer.from(text, isHex ? 'hex' : 'base64')
  })
}
