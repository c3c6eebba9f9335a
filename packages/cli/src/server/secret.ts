import { createHash, timingSafeEqual } from 'node:crypto'
import { UsageError } from '../terminal/io.js'

const SHORTEST = 16

/** Compares in a time that reveals nothing about either. */
export function sameSecret(shown: string, secret: string): boolean {
  return timingSafeEqual(digest(shown), digest(secret))
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * The secret that callers must show.
 * @param name the setting that holds it
 * @throws {UsageError} if one is needed and missing, or easily guessed
 */
export function secretFor(name: string, isLocal: boolean, value: string | undefined): string | undefined {
  const secret = value?.trim() || undefined
  if (secret === undefined && !isLocal) {
    throw new UsageError(
      `An address that other machines can reach needs a secret: set ${name}, here and for its callers.`,
    )
  }
  if (secret !== undefined && (secret.length < SHORTEST || !/^[\u0021-\u007e]+$/.test(secret))) {
    throw new UsageError(`${name} must be at least ${SHORTEST} printable characters without spaces.`)
  }
  return secret
}
