import type { AnyProvider } from '@countersign/core/provider'
import type { Claim, Signer } from '@countersign/core/signer'
import { mayBeClaimed } from './claimed.js'
import type { InsomniaRequest } from './context.js'
import { checkEntries, type Environment, readEnvironment } from './environment.js'
import type { World } from './runtime.js'
import type { signers } from './signers.js'

export interface Parts {
  readonly providers: readonly AnyProvider[]
  readonly signerFor: ReturnType<typeof signers>
  /** Where the plugin runs. */
  readonly world: () => Promise<World>
}

/** Whether a request is ours. A fault says that it is, and that it cannot be signed. */
export type Judgement =
  | {
      readonly kind: 'ours'
      readonly claim: Claim
      readonly signer: Signer
      readonly world: World
      readonly environment: Environment
    }
  | {
      readonly kind: 'alone'
      readonly why: string
      readonly off: boolean
      readonly environment?: Environment
    }
  | { readonly kind: 'fault'; readonly thrown: unknown; readonly environment: Environment | undefined }

/**
 * Decides by the host alone. Never throws: what goes wrong while nobody claims the host leaves the request as it is,
 * and what goes wrong with a claimed one is a fault.
 */
export async function judge(request: InsomniaRequest, parts: Parts): Promise<Judgement> {
  let environment: Environment | undefined
  let url = ''
  try {
    url = request.getUrl()
    environment = readEnvironment(request, parts.providers)
    return await decide(url, environment, parts)
  } catch (thrown) {
    if (mayBeClaimed(url, parts.providers, environment)) return { kind: 'fault', thrown, environment }
    return { kind: 'alone', why: 'its URL could not be judged', off: false }
  }
}

async function decide(url: string, environment: Environment, parts: Parts): Promise<Judgement> {
  const here = await parts.world()
  const signer = parts.signerFor(environment, here.host)
  const claim = signer.decide(url)
  if (!claim.acts) return { kind: 'alone', why: claim.why, off: claim.reason === 'off', environment }
  checkEntries(environment, claim.provider)
  return { kind: 'ours', claim, signer, world: here, environment }
}
