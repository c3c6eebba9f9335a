import type { Host } from '@countersign/core/host'
import { portableDigests } from './hash.js'

/**
 * What makes a nonce different from all others.
 * @example const options: PortableNonceOptions = { context: 'iteration 7 of run 12' }
 */
export interface PortableNonceOptions {
  /** What tells this run, request or machine from others: an id, an iteration. Not secret. */
  readonly context?: string
  /** Any clock, in any unit: only that it goes on counts. Default: the machine's, in milliseconds. */
  readonly now?: () => number
  /** Default: in plain JavaScript. */
  readonly hash?: Host['hash']
}

/**
 * Lower-case hexadecimal digits that never come again, for a tool without a secure random source: a hash over time, a counter,
 * `Math.random` and context. Unique, not secret: no key and no IV may come from it.
 * @example
 * ```ts
 * const nonce = portableNonce({ context: 'iteration 7 of run 12' })
 * nonce(32)
 * ```
 */
export function portableNonce({
  context = '',
  now = Date.now,
  hash = portableDigests.hash,
}: PortableNonceOptions = {}): Host['nonce'] {
  let counter = 0
  const start = `${now()} ${draw()} ${context}`
  const next = () => hash('SHA-256', [`${start} ${counter++} ${now()} ${draw()}`], 'hex')
  return (digits) => {
    let nonce = ''
    while (nonce.length < digits) nonce += next()
    return nonce.slice(0, digits)
  }
}

/** Four draws are as many bits as the state of the generator in today's engines. */
const draw = () => [1, 2, 3, 4].map(() => Math.random()).join(' ')
