import {
  type AnyProvider,
  CountersignError,
  type Request,
  type Signed,
  type Signer,
  type Trace,
} from '@countersign/core'
import { Problem } from './problem.js'

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
  const signed = await inWords(provider, signer, () => signer.apply(request, trace))
  if (signed.provider?.id === provider.id) return signed
  const acts = signed.provider ? `it belongs to ${signed.provider.name}` : signed.why
  throw unsigned(provider, `No credential is sent there: ${acts}.`)
}

/** Whether the scheme covers the body, so that its bytes must be known first. @throws {Problem} */
export function coversBody(provider: AnyProvider, request: Request, signer: Signer): Promise<boolean> {
  return inWords(provider, signer, async () => signer.needs(request)?.body ?? true)
}

async function inWords<Made>(
  provider: AnyProvider,
  signer: Signer,
  make: () => Promise<Made>,
): Promise<Made> {
  try {
    // A provider without settings would be left alone; here it was asked for.
    signer.ready(provider)
    return await make()
  } catch (thrown) {
    if (!(thrown instanceof CountersignError)) throw thrown
    throw unsigned(provider, thrown.message, thrown)
  }
}

function unsigned({ id }: AnyProvider, detail: string, thrown?: CountersignError): Problem {
  const settings = thrown?.code === 'missing-setting' ? namesIn(detail) : []
  return new Problem({
    status: 502,
    title: 'The request cannot be signed',
    detail,
    provider: id,
    ...(thrown && { code: thrown.code }),
    ...(settings.length > 0 && { settings }),
  })
}

const namesIn = (text: string) => [...new Set(text.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? [])]
