import { CountersignError } from '@countersign/core/errors'
import type { Runtime } from './runtime.js'

/** @throws {CountersignError} `invalid-body` on a body that is too large for encryption in this runtime */
export function checkSize(what: 'body' | 'response', length: number, { largest }: Runtime): void {
  if (length <= largest) return
  const [verb, way] = what === 'body' ? ['encrypted', 'send'] : ['decrypted', 'open']
  throw new CountersignError(
    'invalid-body',
    `The ${what} is too large to be ${verb}: ${length} bytes, and the plugin sandbox takes at most ${largest}. Give the plugin full host access, or ${way} it with the command line.`,
  )
}
