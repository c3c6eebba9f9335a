import type { AnyProvider } from '@countersign/core'
import { awsSigV4Standard } from './aws-sigv4/index.js'
import { azureSharedKeyStandard } from './azure-shared-key/index.js'
import { edgegridStandard } from './edgegrid/index.js'
import { hawkStandard } from './hawk/index.js'
import { httpSignaturesStandard } from './http-signatures/index.js'
import { detachedJwsStandard } from './jws.js'
import { mastercardOauthStandard } from './mastercard-oauth/index.js'
import { oauth1Standard } from './oauth1/index.js'
import { signedClaimsStandard } from './signed-claims.js'
import type { Standard } from './standard.js'
import { clientAssertionStandard, dpopStandard } from './token-client/index.js'

const standards: readonly Standard[] = [
  awsSigV4Standard,
  oauth1Standard,
  mastercardOauthStandard,
  hawkStandard,
  edgegridStandard,
  azureSharedKeyStandard,
  httpSignaturesStandard,
  detachedJwsStandard,
  signedClaimsStandard,
  dpopStandard,
  clientAssertionStandard,
]

/** Whether its requests are verified by the text of a standard, apart from the code that signs. */
export const followsStandard = (provider: Pick<AnyProvider, 'settings'>): boolean =>
  standardOf(provider) !== undefined

/** The type of the tokens that a provider's clients get from a token endpoint by a standard; undefined for others. */
export function tokenTypeOf(provider: Pick<AnyProvider, 'settings'>): 'Bearer' | 'DPoP' | undefined {
  const standard = standardOf(provider)
  if (standard === dpopStandard) return 'DPoP'
  return standard === clientAssertionStandard ? 'Bearer' : undefined
}

/** The standard that a provider's requests follow, known by its settings; undefined for a scheme of one's own. */
export function standardOf({ settings }: Pick<AnyProvider, 'settings'>): Standard | undefined {
  const names = new Set(settings.map(({ name }) => name))
  return standards.find((one) => one.settings.every((name) => names.has(name)))
}
