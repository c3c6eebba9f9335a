import type { Bytes } from '@countersign/core/message'

/** A hash or HMAC that is fed piece by piece. */
export interface Digest {
  update(bytes: Bytes): Digest
  /** The result, once. */
  digest(): Bytes
}

const words = (hex: string) => Int32Array.from(hex.match(/.{8}/g) ?? [], (word) => Number.parseInt(word, 16))

const START = words('6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19')
const K = words(
  '428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5' +
    'd807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174' +
    'e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da' +
    '983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967' +
    '27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85' +
    'a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070' +
    '19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3' +
    '748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2',
)

const BLOCK = 64

/** SHA-256 (FIPS 180-4 section 6.2), as small as it can be: it travels in every script that is pasted. */
export function sha256(): Digest {
  const state = Int32Array.from(START)
  const block = new Uint8Array(BLOCK)
  let length = 0
  const self: Digest = {
    update(bytes) {
      for (let at = 0; at < bytes.length; ) {
        const filled = length % BLOCK
        const piece = bytes.subarray(at, at + BLOCK - filled)
        block.set(piece, filled)
        at += piece.length
        length += piece.length
        if (length % BLOCK === 0) compress(state, block)
      }
      return self
    },
    digest() {
      const bits = length * 8
      self.update(padding(length))
      const view = new DataView(block.buffer)
      view.setUint32(BLOCK - 8, bits / 2 ** 32)
      view.setUint32(BLOCK - 4, bits)
      compress(state, block)
      return bytesOf(state)
    },
  }
  return self
}

/** A one bit and zeros, up to where the length is written: that makes the last block whole, by hand. */
function padding(length: number): Bytes {
  const zeros = (BLOCK * 2 - 9 - (length % BLOCK)) % BLOCK
  const bytes = new Uint8Array(1 + zeros)
  bytes[0] = 0x80
  return bytes
}

function bytesOf(state: Int32Array): Bytes {
  const bytes = new Uint8Array(state.length * 4)
  const view = new DataView(bytes.buffer)
  state.forEach((word, at) => {
    view.setInt32(at * 4, word)
  })
  return bytes
}

const rotated = (word: number, by: number) => (word >>> by) | (word << (32 - by))

const schedule = new Int32Array(BLOCK)
const at = (words: Int32Array, index: number) => words[index] as number

function compress(state: Int32Array, block: Bytes): void {
  expand(block)
  let a = at(state, 0)
  let b = at(state, 1)
  let c = at(state, 2)
  let d = at(state, 3)
  let e = at(state, 4)
  let f = at(state, 5)
  let g = at(state, 6)
  let h = at(state, 7)
  for (let t = 0; t < BLOCK; t++) {
    const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(K, t) + at(schedule, t)) | 0
    const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const added = [a, b, c, d, e, f, g, h]
  for (let n = 0; n < 8; n++) state[n] = at(state, n) + (added[n] as number)
}

function expand(block: Bytes): void {
  const view = new DataView(block.buffer)
  for (let t = 0; t < 16; t++) schedule[t] = view.getInt32(t * 4)
  for (let t = 16; t < BLOCK; t++) {
    const x = at(schedule, t - 15)
    const y = at(schedule, t - 2)
    const s0 = rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3)
    const s1 = rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10)
    schedule[t] = at(schedule, t - 16) + s0 + at(schedule, t - 7) + s1
  }
}

/** HMAC with SHA-256 (RFC 2104). */
export function hmacSha256(key: Bytes): Digest {
  const short = key.length > BLOCK ? sha256().update(key).digest() : key
  const padded = (value: number) => new Uint8Array(BLOCK).map((_, at) => (short[at] ?? 0) ^ value)
  const inner = sha256().update(padded(0x36))
  const self: Digest = {
    update(bytes) {
      inner.update(bytes)
      return self
    },
    digest: () => sha256().update(padded(0x5c)).update(inner.digest()).digest(),
  }
  return self
}
