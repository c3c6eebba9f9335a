import type { Call, Patch, Provider } from '@countersign/core'
import { type Draft, draft, isForm } from './oauth1/draft.js'
import { type MethodName, methodOf, moreParameters, settings } from './oauth1/methods.js'
import { targetOf } from './oauth1/own-parameters.js'
import { protocolOf } from './oauth1/protocol.js'
import type { Ready } from './oauth1/ready.js'
import { lastOf } from './shared/last.js'
import { type SchemeOptions, schemeProvider } from './shared/scheme.js'
import { encoded } from './shared/url-text.js'

/**
 * The settings that are the same for everyone may be options: `signatureMethod: 'RSA-SHA256'`.
 * @example const options: OAuth1Options = { id: 'photos', hosts: ['photos.example.net'], signatureMethod: 'HMAC-SHA256' }
 */
export interface OAuth1Options extends SchemeOptions {
  /** `HMAC-SHA1`, `HMAC-SHA256`, `RSA-SHA1`, `RSA-SHA256` or `PLAINTEXT`. Default `HMAC-SHA1`. */
  readonly signatureMethod?: MethodName
  /** Whether the body is covered by `oauth_body_hash` (OAuth Request Body Hash 1.0 Draft 4). Default `no`. */
  readonly bodyHash?: 'no' | 'yes'
  /** Sent and not signed. */
  readonly realm?: string
  /** Whether `oauth_version` is sent, which is optional (RFC 5849 section 3.1). Default `none`. */
  readonly version?: 'none' | '1.0'
}

/**
 * OAuth 1.0a (RFC 5849): HMAC-SHA1, HMAC-SHA256, RSA-SHA1, RSA-SHA256 or PLAINTEXT, in the Authorization header
 * (section 3.5.1), with the body hash of the extension if asked for.
 * @see https://www.rfc-editor.org/rfc/rfc5849
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `missing-setting`, `invalid-key` on a key that does not go with the method,
 * `missing-capability`; `invalid-url`, `invalid-body` on an OAuth parameter that is there already (section 3.1)
 * @example export default oauth1({ id: 'photos', hosts: ['photos.example.net'], signatureMethod: 'HMAC-SHA1' })
 */
export function oauth1(options: OAuth1Options): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['RFC 5849: The OAuth 1.0 Protocol', 'OAuth Request Body Hash 1.0 Draft 4'],
      settings,
      uses: ['signer'],
      nonce: { called: 'oauth_nonce', pattern: /^[\u0021-\u007e]+$/ },
      written: {
        now: { header: 'Authorization', as: 'oauth_timestamp="(\\d+)"' },
        nonce: { header: 'Authorization', as: 'oauth_nonce="([^"]+)"' },
        // RFC 5849 section 3.3 leaves it to the server; servers in wide use take five minutes.
        maxAge: 300,
      },
      setup: (values, { host }, provider) => {
        const method = methodOf(values, host, provider)
        return {
          protocol: protocolOf(
            [
              ['oauth_consumer_key', values.consumerKey ?? ''],
              ['oauth_signature_method', method.name],
              ...moreParameters(values),
            ],
            values.realm,
          ),
          targetOf: lastOf(targetOf),
          bodyHash: values.bodyHash === 'yes',
          method,
          provider,
        }
      },
      needs: ({ request, settings: { method, bodyHash } }) => ({
        body: bodyHash || isForm(request),
        waits: method.sign !== undefined,
        how: `OAuth 1.0a ${method.name}`,
      }),
      *prepare(call) {
        const made = draft(call)
        const { sign } = call.settings.method
        return header(call, made, sign ? yield* sign(made.base) : '')
      },
      sign(call) {
        const { method } = call.settings
        if (!method.signNow) return {}
        const made = draft(call)
        return header(call, made, method.signNow(made.base, call.host))
      },
    },
    options,
  )
}

function header({ settings, trace }: Call<Ready>, { start }: Draft, signature: string): Patch {
  // Of PLAINTEXT the signature is the secrets themselves (section 3.4.4).
  const isPlain = settings.method.name === 'PLAINTEXT'
  if (!isPlain) trace?.('oauth_signature', signature)
  const headers: [string, string][] = [['Authorization', `${start}, oauth_signature="${encoded(signature)}"`]]
  return isPlain ? { headers, secrets: ['Authorization'] } : { headers }
}
