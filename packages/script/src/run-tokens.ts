import type { Host } from '@countersign/core/host'
import { leaseOf, renewalTime, type TokenSource, type TokenStore } from '@countersign/core/tokens'
import type { Tool } from './tool.js'

/**
 * Tokens in the variables of the run, which are stored nowhere. A run sends one request after the other, so no two
 * fetches are ever under way.
 */
export function runTokens(run: Tool['run'], { now, hash }: Pick<Host, 'now' | 'hash'>): TokenStore {
  const nameOf = ({ key }: TokenSource) => `COUNTERSIGN_TOKEN_${hash('SHA-256', [key], 'hex').slice(0, 16)}`
  return {
    async get(source, obtain) {
      if (source.use === 'once') return leaseOf(await obtain())
      const known = readLease(run.get(nameOf(source)))
      if (known && now() < known.useUntil) return known
      const asked = now()
      const token = await obtain()
      const lease = { token: token.value, useUntil: renewalTime(token, asked, source.refreshBefore) }
      run.set(nameOf(source), JSON.stringify(lease))
      return lease
    },
    drop(source, token) {
      if (readLease(run.get(nameOf(source)))?.token === token) run.unset(nameOf(source))
    },
  }
}

function readLease(text: string | undefined): { token: string; useUntil: number } | undefined {
  try {
    const lease = JSON.parse(text ?? 'null')
    return typeof lease?.token === 'string' && typeof lease.useUntil === 'number' ? lease : undefined
  } catch {
    return undefined
  }
}
