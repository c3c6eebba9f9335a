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

/** Makes a provider of a scheme from data alone. */
export type SchemeFactory = (options: SchemeOptions) => AnyProvider

/**
 * The schemes by the names that a definition has for them: `scheme: aws-sigv4`, with `scheme-options`.
 * @example schemes.get('aws-sigv4')?.({ id: 'bucket', hosts: ['s3.amazonaws.com'], ...schemeOptions })
 */
export const schemes: ReadonlyMap<string, SchemeFactory> = new Map<string, SchemeFactory>([
  ['aws-sigv4', awsSigV4],
  ['oauth1', oauth1],
  ['http-signatures', httpSignatures],
  ['jws', detachedJws],
  ['signed-claims', signedClaims],
  ['private-key-jwt', privateKeyJwt],
  ['client-secret-jwt', clientSecretJwt],
  ['dpop', dpop],
  ['hawk', hawk],
  ['edgegrid', edgegrid],
  ['azure-shared-key', azureSharedKey],
])
