import { type Provider, wait } from '@countersign/core'
import type { ALGORITHMS } from './http-signatures/algorithms.js'
import { draftOf } from './http-signatures/draft.js'
import { type Ready, setup } from './http-signatures/ready.js'
import { verifyResponse } from './http-signatures/response.js'
import { settings } from './http-signatures/settings.js'
import { written } from './http-signatures/written.js'
import { type SchemeOptions, schemeProvider } from './shared/scheme.js'

/**
 * The settings that are the same for everyone may be options: `components: ['@method', '@target-uri']`.
 * @example
 * ```ts
 * const options: HttpSignaturesOptions = {
 *   id: 'acme', hosts: ['api.acme.com'], components: ['@method', '@target-uri', 'content-digest'],
 * }
 * ```
 */
export interface HttpSignaturesOptions extends SchemeOptions {
  /** By its name of section 6.2.2, as in `rsa-pss-sha512`. Default: the one that the key is for. */
  readonly algorithm?: (typeof ALGORITHMS)[number]
  /** How the secret is written; `text` uses it as it stands. Default `base64`. */
  readonly secretEncoding?: 'base64' | 'text'
  /** What is covered, as RFC 9421 section 2 writes it, in order. Default `@method`, `@target-uri`, `content-digest`. */
  readonly components?: string | readonly string[]
  /** Of `created`, `expires`, `nonce`, `alg`, `keyid`, `tag` (section 2.3), in order. Default `created`, `keyid`. */
  readonly parameters?: string | readonly string[]
  /** Seconds for which a signature holds, if `expires` is among the parameters. Default 300. */
  readonly expiresAfter?: number | string
  /** The label of the signature (section 4.1). Default `sig1`. */
  readonly label?: string
  /** The tag of the application. */
  readonly tag?: string
  /** The hash of Content-Digest (RFC 9530). Default `sha-256`. */
  readonly digest?: 'sha-256' | 'sha-512'
  /** Whether responses have to be signed. Default `no`. */
  readonly verifyResponses?: 'no' | 'yes'
  /** What the signature of a response has to cover. Default `@status`, `content-digest`. */
  readonly responseComponents?: string | readonly string[]
}

/**
 * HTTP Message Signatures (RFC 9421) with Content-Digest (RFC 9530), of requests and, if asked for, of responses.
 * @see https://www.rfc-editor.org/rfc/rfc9421
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `missing-setting`, `invalid-setting`, `invalid-key`, `missing-capability`;
 * `invalid-header` on a component that is covered and missing (section 2.5)
 * @throws {CountersignError} when it opens a response, `open-failed` on a signature that is absent or does not hold
 * @example export default httpSignatures({ id: 'acme', hosts: ['api.acme.com'], components: '"@method" "@target-uri"' })
 */
export function httpSignatures(options: HttpSignaturesOptions): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['RFC 9421: HTTP Message Signatures', 'RFC 9530: Digest Fields'],
      settings,
      uses: ['signer'],
      nonce: { called: 'nonce', pattern: /^[ !#-[\]-~]+$/ },
      written: {
        now: { header: 'Signature-Input', as: ';created=(\\d+)' },
        nonce: { header: 'Signature-Input', as: ';nonce="([^"]+)"' },
      },
      setup,
      needs: ({ settings: { coversDigest, coversLength, signing } }) => ({
        body: coversDigest || coversLength,
        waits: signing().later !== undefined,
        how: `HTTP Message Signatures ${signing().algorithm}`,
      }),
      *prepare(call) {
        const draft = draftOf(call)
        const { later } = call.settings.signing()
        return written(call, draft, later ? yield* later(draft.base) : '')
      },
      sign(call) {
        const { now } = call.settings.signing()
        if (!now) return {}
        const draft = draftOf(call)
        return written(call, draft, now(draft.base, call.host))
      },
      *open({ response, settings: { response: expected }, host, trace }) {
        if (!expected) return {}
        yield* wait(() => verifyResponse(response, expected, host))
        trace?.('responseSignature', 'holds')
        return {}
      },
    },
    options,
  )
}
