import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { AnyProvider, Setting } from '@countersign/core'

/**
 * Throwaway values for the settings that a provider cannot do without, by their name in code. Those with a default have
 * it; a verifier names others if a provider wants them in a form of its own.
 */
export function throwawayOf({ settings }: AnyProvider): Record<string, string> {
  const needed = settings.filter(
    ({ required, default: value, heldByTool }) => required && value === undefined && !heldByTool,
  )
  return Object.fromEntries(needed.map((setting) => [setting.name, throwaway(setting)]))
}

function throwaway({ name, kind, secret, choices = [] }: Setting): string {
  if (kind === 'base64') return randomBytes(32).toString('base64')
  if (kind === 'pem') return rsaKey()
  if (kind === 'choice') return choices[0] ?? ''
  if (kind === 'number') return '1'
  return secret ? randomBytes(32).toString('base64url') : `${name}-${randomBytes(4).toString('hex')}`
}

function rsaKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}
