/**
 * Signature schemes by standard and by vendor. Each makes a provider from an id, hosts and options.
 * @module @countersign/schemes
 */

import type { AnyProvider } from '@countersign/core'
import { awsSigV4 } from './aws-sigv4.js'
import { azureSharedKey } from './azure-shared-key.js'
import { dpop } from './dpop.js'
import { edgegrid } from './edgegrid.js'
import { hawk } from './hawk.js'
import { httpSignatures } from './http-signatures.js'
import { detachedJws, signedClaims } from './jws.js'
import { oauth1 } from './oauth1.js'
import { clientSecretJwt, privateKeyJwt } from './private-key-jwt.js'
import type { SchemeOptions } from './shared/scheme.js'

export { type AwsSigV4Options, awsSigV4 } from './aws-sigv4.js'
export { type AzureSharedKeyOptions, azureSharedKey } from './azure-shared-key.js'
export { type DpopOptions, dpop } from './dpop.js'
export { type EdgeGridOptions, edgegrid } from './edgegrid.js'
export { type HawkOptions, hawk } from './hawk.js'
export { type HttpSignaturesOptions, httpSignatures } from './http-signatures.js'
export { type DetachedJwsOptions, detachedJws, type SignedClaimsOptions, signedClaims } from './jws.js'
export { type OAuth1Options, oauth1 } from './oauth1.js'
export { type ClientAssertionOptions, clientSecretJwt, privateKeyJwt } from './private-key-jwt.js'
export type { SchemeOptions } from './shared/scheme.js'

/**
 * Makes a provider of a scheme from data alone: an id, hosts, and what its options say.
 * @example
 * ```ts
 * import { hawk } from '@countersign/schemes'
 * const make: SchemeFactory = hawk
 * ```
 */
export type SchemeFactory = (options: SchemeOptions) => AnyProvider

/**
 * Where a scheme is: `import { named } from 'module'`.
 * @example const importOf = ({ module, named }: SchemeModule) => `import { ${named} } from '${module}'`
 */
export interface SchemeModule {
  /** As in `@countersign/schemes/hawk`. */
  readonly module: string
  /** The name of its export there. */
  readonly named: string
  readonly make: SchemeFactory
}

const at = (module: string, named: string, make: SchemeFactory): SchemeModule => ({
  module: `@countersign/schemes/${module}`,
  named,
  make,
})

/**
 * The schemes by the names that a definition has for them: `scheme: aws-sigv4`.
 * @example schemeModules.hawk?.module // @countersign/schemes/hawk
 */
export const schemeModules: Readonly<Record<string, SchemeModule>> = {
  'aws-sigv4': at('aws-sigv4', 'awsSigV4', awsSigV4),
  oauth1: at('oauth1', 'oauth1', oauth1),
  'http-signatures': at('http-signatures', 'httpSignatures', httpSignatures),
  jws: at('jws', 'detachedJws', detachedJws),
  'signed-claims': at('jws', 'signedClaims', signedClaims),
  'private-key-jwt': at('private-key-jwt', 'privateKeyJwt', privateKeyJwt),
  'client-secret-jwt': at('private-key-jwt', 'clientSecretJwt', clientSecretJwt),
  dpop: at('dpop', 'dpop', dpop),
  hawk: at('hawk', 'hawk', hawk),
  edgegrid: at('edgegrid', 'edgegrid', edgegrid),
  'azure-shared-key': at('azure-shared-key', 'azureSharedKey', azureSharedKey),
}

/**
 * Their factories by the same names.
 * @example schemes.get('hawk')?.({ id: 'things', hosts: ['api.things.example'] })
 */
export const schemes: ReadonlyMap<string, SchemeFactory> = new Map(
  Object.entries(schemeModules).map(([name, { make }]) => [name, make]),
)
