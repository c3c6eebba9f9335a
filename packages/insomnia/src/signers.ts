import type { Host } from '@countersign/core/host'
import type { AnyProvider } from '@countersign/core/provider'
import { createSigner, type Signer } from '@countersign/core/signer'
import type { Environment } from './environment.js'

/** Switching between a few environments parses no key twice. */
const KEPT = 4

/** The signers of the last few environments, so that keys are parsed once and not for each send. */
export function signers(providers: readonly AnyProvider[], warn: (message: string) => void) {
  const known = new Map<string, Signer>()
  return (environment: Environment, host: Host): Signer => {
    const { key } = environment
    const signer = known.get(key) ?? createSigner({ providers, settings: environment.get, host, warn })
    known.delete(key)
    known.set(key, signer)
    for (const [oldest] of known) {
      if (known.size <= KEPT) break
      known.delete(oldest)
    }
    return signer
  }
}
