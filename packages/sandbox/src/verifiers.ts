import { makeAuthority } from './certificates.js'
import { imburseVerifier } from './providers/imburse.js'
import { inqudVerifier } from './providers/inqud.js'
import { mastercardVerifier } from './providers/mastercard.js'
import { mastercardOauthVerifier } from './providers/mastercard-oauth.js'
import { sendVerifier } from './providers/sendpayments.js'
import type { Times, Tls, Verifier } from './verifier.js'
import type { VerifierOptions } from './verifier-options.js'

/** A provider's verifier; `tls` if it is served over mutual TLS. */
export interface Made {
  readonly verifier: Verifier
  readonly tls?: Tls
}

type Maker = (times: Times, options: VerifierOptions, host: string) => Made | Promise<Made>

/** The list of providers: the order is that of their ports. */
const MAKERS = {
  imburse: (times, { imburse }) => ({ verifier: imburseVerifier(times, imburse) }),
  inqud: (times) => ({ verifier: inqudVerifier(times) }),
  sendpayments: (times) => ({ verifier: sendVerifier(times) }),
  mastercard: makeMastercard,
  'mastercard-oauth': async (times, { mastercardOauth }) => ({
    verifier: await mastercardOauthVerifier(times, mastercardOauth),
  }),
} satisfies Record<string, Maker>

/**
 * A provider that the sandbox plays, by its id.
 * @useDeclaredType
 * @example const id: ProviderId = 'inqud'
 */
export type ProviderId = keyof typeof MAKERS
/**
 * The providers that the sandbox plays, in the order of their ports.
 * @example PROVIDER_IDS.includes('inqud') // true
 */
export const PROVIDER_IDS = Object.keys(MAKERS) as readonly ProviderId[]

export const makeVerifier = async (
  provider: ProviderId,
  options: VerifierOptions,
  host: string,
): Promise<Made> => (MAKERS[provider] as Maker)(timesOf(options), options, host)

/** The defaults are the vendors', if their pages name one. */
export const timesOf = (options: VerifierOptions): Times => ({
  clock: options.clock ?? (() => Date.now() / 1000),
  tokenLifetime: options.tokenLifetime,
  maxAge: options.maxAge ?? 300,
  skew: options.skew ?? 30,
  remember: options.remember ?? 3600,
  rememberMost: options.rememberMost ?? 1_000_000,
})

async function makeMastercard(times: Times, { mastercard }: VerifierOptions, host: string): Promise<Made> {
  const authority = await makeAuthority()
  const verifier = await mastercardVerifier(times, authority, mastercard)
  if (mastercard?.mutualTls === false) return { verifier }
  const { certificate, key } = await authority.server(host)
  return { verifier, tls: { cert: certificate, key, ca: authority.certificate } }
}
