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
  readonly algorithm?: (typeof ALGORITHMS)[number]
  readonly secretEncoding?: 'base64' | 'text'
  /** As RFC 9421 writes them, in their order. */
  readonly components?: string | readonly string[]
  /** Of `created`, `expires`, `nonce`, `alg`, `keyid`, `tag`, in their order. */
  readonly parameters?: string | readonly string[]
  readonly expiresAfter?: number | string
  readonly label?: string
  readonly tag?: string
  readonly digest?: 'sha-256' | 'sha-512'
  readonly verifyResponses?: 'no' | 'yes'
  readonly responseComponents?: string | readonly string[]
}

/**
 * HTTP Message Signatures (RFC 9421) with Content-Digest (RFC 9530), of requests and, if asked for, of responses.
 * @see https://www.rfc-editor.org/rfc/rfc9421
 * @throws {CountersignError} `invalid-setting`, `invalid-key`, `missing-capability`; requests: `invalid-header` on a
 * component that is covered and missing (section 2.5)
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
