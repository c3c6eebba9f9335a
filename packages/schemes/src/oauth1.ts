import { type Call, CountersignError, type Patch, type Provider } from '@countersign/core'
import { type MethodName, methodOf, moreParameters, type Ready, settings } from './oauth1/methods.js'
import { authorization, baseString, isForm, oauthParameters, ownParameters } from './oauth1/protocol.js'
import { type SchemeOptions, schemeProvider } from './shared/scheme.js'
import { encoded } from './shared/url-text.js'

/**
 * The settings that are the same for everyone may be options: `signatureMethod: 'RSA-SHA256'`.
 * @example const options: OAuth1Options = { id: 'photos', hosts: ['photos.example.net'], signatureMethod: 'HMAC-SHA256' }
 */
export interface OAuth1Options extends SchemeOptions {
  readonly signatureMethod?: MethodName
  readonly bodyHash?: 'no' | 'yes'
  readonly realm?: string
  readonly version?: 'none' | '1.0'
}

/**
 * OAuth 1.0a (RFC 5849): HMAC-SHA1, HMAC-SHA256, RSA-SHA1, RSA-SHA256 or PLAINTEXT, in the Authorization header
 * (section 3.5.1), with the body hash of the extension if asked for.
 * @see https://www.rfc-editor.org/rfc/rfc5849
 * @throws {CountersignError} `missing-setting`, `invalid-key`, `missing-capability` on a key that does not go with the
 * method; requests: `invalid-url`, `invalid-body` on an OAuth parameter that is there already (section 3.1)
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
        const [more, method] = [moreParameters(values), methodOf(values, host, provider)]
        const fixed: [string, string | undefined][] = [
          ['oauth_consumer_key', values.consumerKey ?? ''],
          ['oauth_signature_method', method.name],
          ['oauth_token', values.token],
          ...more,
        ]
        return {
          fixed: fixed.flatMap(([name, value]) => (value === undefined ? [] : [[name, encoded(value)]])),
          realm: values.realm,
          bodyHash: values.bodyHash === 'yes',
          more,
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
        const { parameters, text } = draft(call)
        const { sign } = call.settings.method
        return header(call, parameters, sign ? yield* sign(text) : '')
      },
      sign(call) {
        const { method } = call.settings
        if (!method.signNow) return {}
        const { parameters, text } = draft(call)
        return header(call, parameters, method.signNow(text, call.host))
      },
    },
    options,
  )
}

type Parameters = readonly (readonly [name: string, value: string])[]

/** The protocol's parameters and the signature base string, which the key signs. */
function draft(call: Call<Ready>): { parameters: Parameters; text: string } {
  const { request, settings, host } = call
  const hash = settings.bodyHash && !isForm(request) ? bodyHash(call) : undefined
  const parameters = oauthParameters(settings, host, hash)
  const own = ownParameters(call)
  if (own.length > 0) checkOnce(own, parameters, call)
  const text = baseString(call, own.length > 0 ? own.concat(parameters) : parameters)
  call.trace?.('signatureBaseString', text)
  return { parameters, text }
}

/** oauth_body_hash: of a form it must not be (section 4.1 of the extension). */
function bodyHash({ request, settings, host, trace }: Call<Ready>): string {
  const hash = host.hash(settings.method.hash, [request.body], 'base64')
  trace?.('oauth_body_hash', hash)
  return hash
}

/** RFC 5849 section 3.1: each parameter once, in one place. */
function checkOnce(own: Parameters, parameters: Parameters, { settings: { provider } }: Call<Ready>): void {
  const names = new Set(['oauth_signature', ...parameters.map(([name]) => name)])
  const twice = own.find(([name]) => names.has(name))?.[0]
  if (!twice) return
  throw new CountersignError(
    'invalid-url',
    `${provider.name}: "${twice}" is in the query or the form already. OAuth parameters come once, and are added here: take it out.`,
    provider.id,
  )
}

function header({ settings, trace }: Call<Ready>, parameters: Parameters, signature: string): Patch {
  // Of PLAINTEXT the signature is the secrets themselves (section 3.4.4).
  const isPlain = settings.method.name === 'PLAINTEXT'
  if (!isPlain) trace?.('oauth_signature', signature)
  const all = parameters.concat([['oauth_signature', encoded(signature)]])
  const headers: [string, string][] = [['Authorization', authorization(all, settings.realm)]]
  return isPlain ? { headers, secrets: ['Authorization'] } : { headers }
}
