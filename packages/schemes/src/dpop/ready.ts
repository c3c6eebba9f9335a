import { type PublicJwk, publicJwk, type SetupTools, type Values } from '@countersign/core'
import { ASYMMETRIC, type JoseSigning, keySigning } from '../shared/jose.js'
import { type Client, clientOf, clientSettings } from '../shared/oauth2.js'
import { choice, required, secret, setting } from '../shared/scheme.js'

/** What is made of the settings. */
export interface Ready extends Client {
  readonly signing: JoseSigning
  readonly jwk: PublicJwk
  readonly keyId: string | undefined
  readonly isPublic: boolean
  readonly secrets: readonly string[]
  /** The nonces that servers gave, by origin (RFC 9449 section 8). */
  readonly nonces: Map<string, string>
}

export const settings = [
  ...clientSettings,
  setting('signingKey', 'the private key of the proofs and of the client assertion: PEM or JWK', {
    ...required,
    ...secret,
    kind: 'pem',
  }),
  setting('keyId', 'the id of the key in the client assertion (kid)'),
  setting('algorithm', 'the algorithm (alg); by default the one that the key is for', {
    kind: 'choice',
    choices: ASYMMETRIC,
  }),
  choice('clientAuth', 'how the client authenticates at the token endpoint', ['private_key_jwt', 'none']),
]

/** @throws {CountersignError} `invalid-setting`, `invalid-key`, `missing-capability` */
export function setup(values: Values, { host }: SetupTools, provider: Client['provider']): Ready {
  const signing = keySigning(values, host, provider)
  return {
    ...clientOf(values, provider),
    signing,
    jwk: publicJwk(signing.key as NonNullable<JoseSigning['key']>),
    keyId: values.keyId,
    isPublic: values.clientAuth === 'none',
    secrets: [values.signingKey ?? ''],
    nonces: new Map(),
  }
}
