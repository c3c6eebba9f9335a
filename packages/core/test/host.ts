import { createHash, createHmac, randomBytes } from 'node:crypto'
import { partsOf } from '../src/bytes.js'
import type { HashInput } from '../src/host.js'
import type { Host, Request } from '../src/index.js'

type Hashing = ReturnType<typeof createHash> | ReturnType<typeof createHmac>

const native = (algorithm: string) => algorithm.toLowerCase().replace('-', '')

const fed = (hashing: Hashing, input: HashInput) => {
  for (const part of partsOf(input)) hashing.update(part)
  return hashing
}

/** A host over node:crypto, for tests of core alone. */
export function testHost(changes: Partial<Host> = {}): Host {
  return {
    name: 'the test',
    now: () => 1_535_617_532,
    nonce: (digits) => randomBytes(digits / 2).toString('hex'),
    hash: (algorithm, input, encoding) => fed(createHash(native(algorithm)), input).digest(encoding),
    hashBytes: (algorithm, input) => new Uint8Array(fed(createHash(native(algorithm)), input).digest()),
    hmac: (algorithm, key, input, encoding) =>
      fed(createHmac(native(algorithm), key), input).digest(encoding),
    hmacBytes: (algorithm, key, input) =>
      new Uint8Array(fed(createHmac(native(algorithm), key), input).digest()),
    random: (length) => new Uint8Array(randomBytes(length)),
    ...changes,
  }
}

export const request = (url: string, changes: Partial<Request> = {}): Request => ({
  method: 'GET',
  url,
  headers: [],
  body: '',
  ...changes,
})

export const settingsFrom = (env: Record<string, string>) => (name: string) => env[name]

export const IMBURSE = {
  IMBURSE_PUBLIC_KEY: 'c6c1ba7d-9a6f-4e1c-8c43-6f1d9f0a2b11',
  IMBURSE_PRIVATE_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
}

export const INQUD = {
  INQUD_TOKEN_ID: 'TKN-6c1296b8-6929-443b-ac06-f732e0e27be1',
  INQUD_TOKEN_SECRET: 'dBajIp3wHnw5euxohPiZvsCEorG3Fhl9gsHl1UIBlsImHjWRdSJdp4Gh6e3y2PNs',
}

export const SEND = { SENDPAYMENTS_CLIENT_ID: 'client-1', SENDPAYMENTS_CLIENT_SECRET: 'not-a-real-secret' }
