import { obtainLease } from '@countersign/core/bearer/bearer'
import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import type { Waiting } from '@countersign/core/waiting'
import { checkActed, type SigningParts } from './signing.js'
import type { Lease } from './types.js'

/** The token that requests to a URL would carry, as its owner hands it out. */
export function* leaseFor(url: string, { provider, signer, host }: SigningParts): Waiting<Lease> {
  checkActed(provider, signer, { url })
  if (!signer.decide(url).acts) return { token: '', useUntil: 0 }
  const source = signer.tokens(url)
  if (!source) throw cannot(provider, `${provider.name} has no token to hand out.`)
  if (source.use === 'once') {
    const message = `Each request to ${provider.name} needs a token of its own, so there is none to hand out.`
    throw cannot(provider, message)
  }
  return host.tokens.held(source) ?? (yield* obtainLease(source, host))
}

const cannot = ({ id }: AnyProvider, message: string) =>
  new CountersignError('missing-capability', message, id)

export function notForSetup({ id, name }: AnyProvider): CountersignError {
  const message = `${name}: hold() is for countersign('${id}', {…}, { tokens: 'setup' }).`
  return new CountersignError('invalid-setting', message, id)
}
