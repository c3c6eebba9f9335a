import { createDecider, type Decider } from '@countersign/core/decider'
import type { Host } from '@countersign/core/host'
import type { AnyProvider } from '@countersign/core/provider'
import { createSigner, type Signer } from '@countersign/core/signer'
import type { Environment } from './environment.js'
import { hideSecrets } from './messages.js'

/** Switching between a few environments parses no key twice. */
const KEPT = 4

/** A signer, and the decider it was made with. */
export interface EnvironmentSigner {
  readonly signer: Signer
  readonly decider: Decider
}

/** The signers of the last few environments, so that keys are parsed once and not for each send. */
export function signers(providers: readonly AnyProvider[], warn: (message: string) => void) {
  const known = new Map<string, EnvironmentSigner>()

  function made(environment: Environment, host: Host): EnvironmentSigner {
    const settings = Object.assign((name: string) => environment.get(name), {
      names: () => environment.names,
    })
    const decider = createDecider({ providers, settings })
    return { decider, signer: createSigner({ decider, host, warn }) }
  }

  return (environment: Environment, host: Host): EnvironmentSigner => {
    const { key } = environment
    const one = known.get(key) ?? made(environment, host)
    known.delete(key)
    known.set(key, one)
    const [oldest] = known.keys()
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
    hideSecrets([...known.values()].map(({ decider }) => decider.conceal))
    return one
  }
}
