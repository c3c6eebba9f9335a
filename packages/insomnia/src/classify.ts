import type { Claim, Decider, Decision } from '@countersign/core/decider'
import { checkNotMeant, misspeltHint } from '@countersign/core/deciding/meant'
import { CountersignError, reasonOf } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import type { Signer } from '@countersign/core/signer'
import { shown, throwNoUrl } from '@countersign/core/url'
import { mayBeClaimed, unfilledHosts } from './claimed.js'
import type { InsomniaRequest } from './context.js'
import { checkEntries, type Environment, readEnvironment } from './environment.js'
import { withScheme } from './request/query.js'
import type { Runtime } from './runtime.js'
import type { signers } from './signers.js'

export interface Parts {
  readonly providers: readonly AnyProvider[]
  readonly signerFor: ReturnType<typeof signers>
  /** Where the plugin runs. */
  readonly runtime: () => Promise<Runtime>
  /** What the console was told that is not to be repeated. */
  readonly told: Set<string>
}

/** Whether a request is for a provider. A fault says that it may be, and that it cannot be signed. */
export type Classification =
  | {
      readonly kind: 'claimed'
      readonly claim: Claim
      readonly signer: Signer
      readonly decider: Decider
      readonly runtime: Runtime
      readonly environment: Environment
    }
  | {
      readonly kind: 'pass-through'
      readonly reason: Unclaimed['reason'] | 'unreadable' | 'invalid-setting'
      readonly why: string
      readonly environment?: Environment
    }
  | { readonly kind: 'fault'; readonly thrown: unknown; readonly environment: Environment | undefined }

/**
 * Decides by the host alone. Never throws: what goes wrong while no provider claims the host leaves the request as it
 * is, and what goes wrong with a claimed one is a fault.
 */
export async function classify(request: InsomniaRequest, parts: Parts): Promise<Classification> {
  let environment: Environment | undefined
  let url = ''
  try {
    url = request.getUrl()
    environment = readEnvironment(request, parts.providers)
    return await decide(url, environment, parts)
  } catch (thrown) {
    if (saysWhose(thrown) || mayBeClaimed(url, parts.providers, environment))
      return { kind: 'fault', thrown, environment }
    const isSetting = thrown instanceof CountersignError && thrown.code === 'invalid-setting'
    return {
      kind: 'pass-through',
      reason: isSetting ? 'invalid-setting' : 'unreadable',
      why: reasonOf(thrown),
    }
  }
}

/** An error about a provider's host, however it is spelled, or about one that is meant and has no settings. */
const saysWhose = (thrown: unknown): boolean =>
  thrown instanceof CountersignError &&
  thrown.provider !== undefined &&
  (thrown.code === 'invalid-url' || thrown.code === 'missing-setting')

async function decide(url: string, environment: Environment, parts: Parts): Promise<Classification> {
  const runtime = await parts.runtime()
  const { signer, decider } = parts.signerFor(environment, runtime.host)
  const claim = decider(withScheme(url))
  if (!claim.acts) {
    if (claim.reason === 'unconfigured') checkNotMeant(decider, withScheme(url))
    const hint = claim.reason === 'no-provider' ? misspeltHint(decider, parts.providers) : ''
    return passThrough(url, { ...claim, why: claim.why + hint }, environment, parts.providers)
  }
  checkEntries(environment, claim.provider)
  return { kind: 'claimed', claim, signer, decider, runtime, environment }
}

type Unclaimed = Extract<Decision, { acts: false }>

/** @throws {CountersignError} `invalid-setting`, `invalid-url` on a request that may be meant for a provider */
function passThrough(
  url: string,
  { reason, why }: Unclaimed,
  environment: Environment,
  providers: readonly AnyProvider[],
): Classification {
  if (reason !== 'off') checkMeant(url, environment, providers)
  return { kind: 'pass-through', reason, why, environment }
}

function checkMeant(url: string, environment: Environment, providers: readonly AnyProvider[]): void {
  const hosts = unfilledHosts(url, providers, environment)
  if (hosts) {
    const text = `${hosts.variable} still holds a {{variable}} or a tag that was not filled in, so ${shown(url)} may be meant for it. Fill it in, or take it out of the list.`
    throw new CountersignError('invalid-setting', text)
  }
  // The URL decided on has a scheme in front of it, which not every reader puts there.
  if (!url.includes('://') && mayBeClaimed(url, providers, environment)) throwNoUrl(url)
}
