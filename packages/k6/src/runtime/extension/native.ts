import type {
  CbcInput,
  Cipher,
  CipherKey,
  Codec,
  DecryptInput,
  Digests,
  EncryptInput,
  SyncCipher,
} from '@countersign/core/host'
import type { Bytes, Data } from '@countersign/core/message'
import type { Lease } from '@countersign/core/tokens'
import type k6http from 'k6/http'
import type { Conversions } from '../parts.js'

/** What the extension's Go code lends to a virtual user. Every function throws an `Error` on input it cannot take. */
export interface Native
  extends Digests,
    Required<Codec>,
    SyncCipher,
    Conversions,
    Pick<Cipher, 'publicKey' | 'privateKey'> {
  /** Called by Go with a name that it does not know, to refuse it. The script sets it. */
  unknown(kind: 'hash' | 'signature' | 'encoding', name: unknown, known: readonly string[]): never
  random(length: number): Bytes
  nonce(digits: number): string
  signer(name: string, pkcs8: Bytes): (data: Data) => Bytes
  encryptKey(key: CipherKey, cek: Bytes): Bytes
  encrypt(message: EncryptInput): { ciphertext: Bytes; tag: Bytes }
  decrypt(message: DecryptInput): Bytes
  encryptCbc(message: CbcInput): Bytes
  decryptCbc(message: CbcInput): Bytes
  /** The token at hand, or why whoever asked just now got none, or the right to ask, which is to be ended. */
  tokenClaim(key: string, drain: number): Lease | { refused: string } | { flight: Flight }
  tokenLand(flight: Flight, value: string, expiresAt: number, refreshBefore: number, drain: number): Lease
  tokenFail(flight: Flight, refused: string): void
  /** Keeps a token that was obtained without a claim. */
  tokenKeep(key: string, value: string, expiresAt: number, refreshBefore: number, drain: number): Lease
  tokenHeld(key: string): Lease | undefined
  tokenDrop(key: string, token: string): void
  /** Blocks the virtual user. */
  sleep(seconds: number): void
  /** The virtual user's number in the whole test; 0 in `setup()`; undefined at init. */
  userId(): number | undefined
  /** Milliseconds with a fraction; undefined at init. */
  clock(): number | undefined
  noteSigning(milliseconds: number): void
  noteRefusal(code: string, provider: string): void
}

/** A token request that this virtual user has claimed. Go knows what is in it. */
export type Flight = { readonly isFlight: true }

/** The argument of the script's one function. */
declare const lent: { readonly native: Native; readonly http: typeof k6http }

export const { native, http } = lent
