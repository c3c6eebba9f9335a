import {
  type AnyProvider,
  CountersignError,
  missingSettings,
  type Request,
  type Signed,
  type Signer,
  type Trace,
} from '@countersign/core'
import { Problem, type ProblemDetails } from './problem.js'

/**
 * Signs a request, for the provider whose route it took and no other.
 * @throws {Problem} 502 with the reason: nothing is forwarded
 */
export async function signedFor(
  provider: AnyProvider,
  request: Request,
  signer: Signer,
  trace?: Trace,
): Promise<Signed> {
  const signed = await inWords(provider, request.url, signer, () => signer.apply(request, trace))
  if (signed.provider?.id === provider.id) return signed
  const acts = signed.provider ? `it belongs to ${signed.provider.name}` : signed.why
  throw unsigned(provider, `No credential is sent there: ${acts}.`)
}

/** Whether the scheme covers the body, so that its bytes must be known first. @throws {Problem} */
export function coversBody(provider: AnyProvider, request: Request, signer: Signer): Promise<boolean> {
  return inWords(provider, request.url, signer, async () => signer.needs(request)?.body ?? true)
}

async function inWords<Made>(
  provider: AnyProvider,
  url: string,
  signer: Signer,
  make: () => Promise<Made>,
): Promise<Made> {
  try {
    // A provider without settings would be left alone; here it was asked for.
    signer.ready(provider)
    return await make()
  } catch (thrown) {
    if (!(thrown instanceof CountersignError)) throw thrown
    const settings = thrown.code === 'missing-setting' ? missingAt(provider, url, signer) : []
    throw unsigned(provider, thrown.message, { code: thrown.code, ...(settings.length > 0 && { settings }) })
  }
}

/** A provider without any setting claims nothing, and lacks all that it requires. */
function missingAt(provider: AnyProvider, url: string, signer: Signer): string[] {
  const decision = signer.decide(url)
  return missingSettings(provider, decision.acts ? decision.values : {})
}

function unsigned(
  { id }: AnyProvider,
  detail: string,
  more: Pick<ProblemDetails, 'code' | 'settings'> = {},
): Problem {
  return new Problem({
    status: 502,
    title: 'The request cannot be signed',
    detail,
    provider: id,
    ...more,
  })
}
