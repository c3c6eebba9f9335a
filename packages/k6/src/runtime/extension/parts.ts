import { unknownAlgorithm } from '@countersign/core/algorithms'
import type { Cipher, Host } from '@countersign/core/host'
import type { Data } from '@countersign/core/message'
import { now } from '../clock.js'
import type { K6Parts } from '../parts.js'
import { k6Send, k6SendSync } from '../send.js'
import { native } from './native.js'
import { processTokens } from './tokens.js'

native.unknown = (kind, name, known) => unknownAlgorithm(kind, name, known, 'k6')

/** k6 with the extension: Go on the whole path of a request, and no promise in it. */
export const extensionParts = (): K6Parts => ({
  host: {
    name: 'k6',
    now,
    nonce: native.nonce,
    hash: native.hash,
    hashBytes: native.hashBytes,
    hmac: native.hmac,
    hmacBytes: native.hmacBytes,
    random: native.random,
    cipher,
    signer,
    codec: native,
    textData: native.textData,
    paramsWith: native.paramsWith,
    send: k6Send,
    sendSync: k6SendSync,
    // What a script gives is checked as it is read; the rest by Go's HTTP client, which sends no such header.
    checksHeaders: true,
    checksTexts: true,
  },
  ownTokens: (_provider, drain) => processTokens(drain),
})

/** Every signature that core knows, Ed25519 among them. */
const signer: NonNullable<Host['signer']> = (name, { pkcs8 }) => {
  const sign = native.signer(name, pkcs8)
  return Object.assign(async (data: Data) => sign(data), { now: sign })
}

const cipher: Cipher = {
  publicKey: native.publicKey,
  privateKey: native.privateKey,
  encryptKey: async (key, cek) => native.encryptKey(key, cek),
  decryptKey: async (key, encryptedKey) => native.decryptKey(key, encryptedKey),
  encrypt: async (message) => native.encrypt(message),
  decrypt: async (message) => native.decrypt(message),
  sync: native,
  cbc: {
    encrypt: async (message) => native.encryptCbc(message),
    decrypt: async (message) => native.decryptCbc(message),
  },
}
