import type { Host } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'

/** Where the plugin runs, as far as it must behave differently. */
export interface World {
  /** `full`: with Node. `sandbox`: Insomnia's plugin sandbox, fresh for each hook, without network and memory. */
  readonly kind: 'full' | 'sandbox'
  readonly host: Host
  /** The largest body to be sealed, and the largest answer to be opened, in bytes. */
  readonly largest: number
  /** Bytes as Insomnia wants a body: a Buffer where there is one. */
  held(bytes: Bytes): Uint8Array
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

/** How the parts of either world are had, each loaded only where it is needed. */
export interface Worlds {
  /** The `crypto` that is granted; undefined or a throw where none is. */
  crypto(): GrantedCrypto | undefined
  full(): Promise<Pick<World, 'host' | 'held'>>
  sandbox(crypto: GrantedCrypto | undefined): Promise<Host>
}

/**
 * The sandbox has ten seconds and 32 MiB, in which an answer is there as JSON, as bytes, as text and as its parts; and
 * QuickJS breaks down at its end after AES over more than 256 KiB (quickjs-emscripten 0.32).
 */
const LARGEST_IN_SANDBOX = 256 * 1024

/** Finds out where the plugin runs by what is there, once, when it is first asked. */
export function finder(worlds: Worlds): () => Promise<World> {
  let found: Promise<World> | undefined
  return () => {
    found ??= find(worlds)
    return found
  }
}

async function find(worlds: Worlds): Promise<World> {
  const crypto = granted(worlds)
  if (typeof crypto?.createCipheriv === 'function' && typeof crypto.publicEncrypt === 'function') {
    return { kind: 'full', largest: Number.POSITIVE_INFINITY, ...(await worlds.full()) }
  }
  const host = await worlds.sandbox(crypto)
  return { kind: 'sandbox', host, largest: LARGEST_IN_SANDBOX, held: (bytes) => bytes }
}

function granted({ crypto }: Worlds): GrantedCrypto | undefined {
  try {
    return crypto()
  } catch {
    return undefined
  }
}
