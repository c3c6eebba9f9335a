import { CountersignError } from './errors.js'
import type { Resolver } from './settings.js'

/**
 * Whether COUNTERSIGN is off, in the words for it of `.env` files, YAML and people.
 * @throws {CountersignError} `invalid-setting` on a text that says neither
 * @example isOff((name) => (name === 'COUNTERSIGN' ? 'No' : undefined)) // true
 */
export function isOff(settings: Resolver): boolean {
  const value = settings('COUNTERSIGN')?.trim().toLowerCase()
  if (!value) return false
  if (['off', 'false', 'no', '0'].includes(value)) return true
  if (['on', 'true', 'yes', '1'].includes(value)) return false
  throw new CountersignError(
    'invalid-setting',
    `COUNTERSIGN is neither on nor off: it holds ${value.length} characters. Set it to "off" to sign nothing, or take it out.`,
  )
}
