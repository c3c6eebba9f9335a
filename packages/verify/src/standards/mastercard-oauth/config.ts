import type { Values } from '@countersign/core'
import { asObject, type JsonObject, objectIn } from '../../json.js'

/** The configuration of Mastercard's Insomnia plugin, without the `mastercard` around it. */
export function configOf({ config }: Values): JsonObject {
  const whole = objectIn(() => config ?? '') ?? {}
  return asObject(whole.mastercard) ?? whole
}

/** A text of the configuration, at its top or in `oAuth1`. */
export function configText(values: Values, name: string): string | undefined {
  const own = configOf(values)
  return textAt(asObject(own.oAuth1) ?? own, name)
}

/** Payload encryption, in `encryptionConfig` or in its place. */
export function encryptionOf(values: Values): JsonObject | undefined {
  const own = configOf(values)
  return asObject(own.encryptionConfig) ?? (Array.isArray(own.paths) ? own : undefined)
}

export const textAt = (members: JsonObject, name: string): string | undefined => {
  const value = members[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
