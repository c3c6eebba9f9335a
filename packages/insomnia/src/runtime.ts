import type { Host } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'

/** Where the plugin runs, as far as it must behave differently. */
export interface Runtime {
  /** `full`: with Node. `sandbox`: Insomnia's plugin sandbox, fresh for each hook, without network and memory. */
  readonly kind: 'full' | 'sandbox'
  readonly host: Host
  /** The largest body to be sealed, and the largest response to be opened, in bytes. */
  readonly largest: number
  /** Bytes as Insomnia wants a body: a Buffer where Node is. */
  asBuffer(bytes: Bytes): Uint8Array
}

/** The `crypto` module of Node, or the little of it that the sandbox grants. */
export interface GrantedCrypto {
  createHash?(algorithm: string): GrantedDigest
  createHmac?(algorithm: string, key: unknown): GrantedDigest
  randomBytes?(length: number): { toString(encoding: 'hex'): string }
  /** Only where all of Node is there. */
  readonly createCipheriv?: unknown
  readonly publicEncrypt?: unknown
}

export interface GrantedDigest {
  update(data: unknown): GrantedDigest
  digest(encoding: 'hex' | 'base64'): string
}

/** How to get the parts of each runtime; each is loaded only if it is needed. */
export interface Runtimes {
  /** The `crypto` that is granted; undefined or a throw if none is. */
  crypto(): GrantedCrypto | undefined
  full(): Promise<Pick<Runtime, 'host' | 'asBuffer'>>
  sandbox(crypto: GrantedCrypto | undefined): Promise<Host>
}

/**
 * The sandbox has ten seconds and 32 MiB, in which a response is there as JSON, as bytes, as text and as its parts; and
 * QuickJS breaks down at its end after AES over more than 256 KiB (quickjs-emscripten 0.32).
 */
const LARGEST_IN_SANDBOX = 256 * 1024

/** Finds out where the plugin runs by what is there, once, when it is first asked. */
export function finder(runtimes: Runtimes): () => Promise<Runtime> {
  let found: Promise<Runtime> | undefined
  return () => {
    found ??= find(runtimes)
    return found
  }
}

async function find(runtimes: Runtimes): Promise<Runtime> {
  const crypto = granted(runtimes)
  if (typeof crypto?.createCipheriv === 'function' && typeof crypto.publicEncrypt === 'function') {
    return { kind: 'full', largest: Number.POSITIVE_INFINITY, ...(await runtimes.full()) }
  }
  const host = await runtimes.sandbox(crypto)
  return { kind: 'sandbox', host, largest: LARGEST_IN_SANDBOX, asBuffer: (bytes) => bytes }
}

function granted({ crypto }: Runtimes): GrantedCrypto | undefined {
  try {
    return crypto()
  } catch {
    return undefined
  }
}
