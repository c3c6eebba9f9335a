import { createHash, createHmac } from 'node:crypto'
import type { Bytes, Data, HashName, Host, TokenStore } from '@countersign/core'
import { partsOf } from '@countersign/core/bytes'
import type { HashInput } from '@countersign/core/host'
import { asBuffer } from '../bytes.js'
import type { SentSignatures } from './sent-signatures.js'
import type { DigestCall, Trick } from './trick.js'

/** What a provider asked of its host while it signed. */
export interface Heard {
  readonly calls: (DigestCall & { readonly output: Buffer })[]
  /** Signatures by a private key: what was signed, and what came of it. */
  readonly signed: { readonly data: Buffer; readonly output: Buffer }[]
  now: boolean
  nonce: boolean
  /** A random source or encryption: what cannot come out the same again. */
  random: boolean
}

export const heardNothing = (): Heard => ({ calls: [], signed: [], now: false, nonce: false, random: false })

/** What the host says and does for the next time a request is signed again. */
export interface Script {
  now: number
  nonce: string
  token: string
  trick: Trick | undefined
  /** Which call makes the signature; negative if it is not known yet. */
  last: number
  heard: Heard
}

/** A host that signs as another did: with the clock, the nonce and the token of a request that was sent. */
export function labHost(host: Host, script: Script, sent: SentSignatures): Host {
  const { send: _send, sendSync: _sync, random, cipher, signer, ...others } = host
  return {
    ...others,
    now: () => {
      script.heard.now = true
      return script.now
    },
    nonce: () => {
      script.heard.nonce = true
      return script.nonce
    },
    hash: (algorithm, input, encoding) => textOf(digest(script, algorithm, input), encoding),
    hashBytes: (algorithm, input) => bytesOf(digest(script, algorithm, input)),
    hmac: (algorithm, key, input, encoding) => textOf(digest(script, algorithm, input, key), encoding),
    hmacBytes: (algorithm, key, input) => bytesOf(digest(script, algorithm, input, key)),
    ...(random && { random: (length: number) => notedRandom(script, () => random(length)) }),
    ...(cipher && {
      cipher: { ...cipher, encrypt: (message) => notedRandom(script, () => cipher.encrypt(message)) },
    }),
    ...(signer && { signer: (name, key) => noted(script, sent.signer(signer, name, key)) }),
    tokens: holding(script),
  }
}

function notedRandom<Made>({ heard }: Script, make: () => Made): Made {
  heard.random = true
  return make()
}

const noted =
  (script: Script, sign: (data: Data) => Promise<Bytes>) =>
  async (data: Data): Promise<Bytes> => {
    const output = await sign(data)
    script.heard.signed.push({ data: asBuffer(data), output: asBuffer(output) })
    return output
  }

interface Digested extends DigestCall {
  readonly output: Buffer
  /** The text in place of the output. */
  readonly text?: string
}

function digest(script: Script, algorithm: HashName, input: HashInput, key?: Data): Digested {
  const { heard, trick, last } = script
  const isLast = heard.calls.length === last
  const asked: DigestCall = {
    algorithm,
    parts: partsOf(input).map(asBuffer),
    ...(key !== undefined && { key: asBuffer(key) }),
  }
  const call = trick?.change?.(asked, isLast) ?? asked
  const output = (isLast && trick?.run?.(call)) || plain(call)
  heard.calls.push({ ...call, output })
  const text = !isLast && key === undefined ? trick?.text?.(call) : undefined
  return { ...call, output, ...(text !== undefined && { text }) }
}

/** @throws {Error} on an unknown hash; core's hosts name those they have */
export function plain({ algorithm, key, parts }: DigestCall): Buffer {
  const name = algorithm.replace('-', '').toLowerCase()
  const hashing = key === undefined ? createHash(name) : createHmac(name, key)
  for (const part of parts) hashing.update(part)
  return hashing.digest()
}

const textOf = ({ output, text }: Digested, encoding: 'hex' | 'base64') => text ?? output.toString(encoding)

const bytesOf = ({ output }: Digested): Bytes => new Uint8Array(output)

/** The owner of the token that was sent. */
function holding(script: Script): TokenStore {
  const lease = () => ({ token: script.token, useUntil: Number.POSITIVE_INFINITY })
  return { get: async () => lease(), getSync: lease, held: lease, drop: () => {} }
}
