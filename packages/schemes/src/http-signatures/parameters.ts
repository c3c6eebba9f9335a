import type { Host } from '@countersign/core'
import type { Signing } from './algorithms.js'
import { quoted } from './structured-fields.js'

/** What a signature says of itself. */
export interface Named {
  /** The components as a list. */
  readonly list: string
  /** Names of its parameters. */
  readonly parameters: readonly string[]
  /** As a String (RFC 9651 section 3.3.3). */
  readonly keyIdText: string
  readonly expiresAfter: number
  readonly tag: string | undefined
  /** @throws {CountersignError} `missing-capability` in a part of a tool that only opens responses */
  readonly signing: () => Signing
}

// No parameter holds it: they are ASCII.
const NONCE = '\u0000'

/** The covered components and the parameters of a signature (RFC 9421 section 2.3). */
export function inputOf(at: (created: number) => string, host: Host): string {
  const text = at(Math.floor(host.now()))
  return text.includes(NONCE) ? text.split(NONCE).join(quoted(host.nonce(32))) : text
}

/** The same for a second, its nonce left open. */
export function inputAt(created: number, settings: Named): string {
  const { list, parameters } = settings
  const texts = parameters.map((name) => {
    const value = parameterOf(name, created, settings)
    return value === undefined ? '' : `;${name}=${value}`
  })
  return list + texts.join('')
}

function parameterOf(name: string, created: number, settings: Named): string | undefined {
  if (name === 'created') return String(created)
  if (name === 'keyid') return settings.keyIdText
  if (name === 'expires') return String(created + settings.expiresAfter)
  if (name === 'nonce') return NONCE
  if (name === 'alg') return quoted(settings.signing().algorithm)
  return settings.tag === undefined ? undefined : quoted(settings.tag)
}
