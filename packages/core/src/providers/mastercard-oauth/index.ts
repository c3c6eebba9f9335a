import { base64 } from '../../encode.js'
import { type Header, patched } from '../../message.js'
import type { Call, Needs, Prepared, Provider } from '../../provider.js'
import { signedBy } from '../../signatures.js'
import type { Waiting } from '../../waiting.js'
import { baseString, type Pair } from './base-string.js'
import { examples, settings } from './data.js'
import { open } from './open.js'
import { pathFor } from './path-for.js'
import { type Ready, readSettings } from './ready.js'
import { seal } from './seal.js'

/**
 * Mastercard's APIs by OAuth 1.0a: RSA-SHA256 with a body hash, as Mastercard's client library signs.
 * @see https://developer.mastercard.com/platform/documentation/authentication/using-oauth-1a-to-access-mastercard-apis/
 * @example
 * ```ts
 * import { createSigner } from '@countersign/core'
 * import { nodeHost } from '@countersign/hosts/node'
 * createSigner({ providers: [mastercardOauth], settings: (name) => process.env[name], host: nodeHost() })
 * ```
 */
export const mastercardOauth: Provider<Ready> = {
  id: 'mastercard-oauth',
  name: 'Mastercard OAuth',
  sources: [
    'https://developer.mastercard.com/platform/documentation/authentication/using-oauth-1a-to-access-mastercard-apis/',
    'https://github.com/Mastercard/oauth1-signer-nodejs',
    'RFC 5849, OAuth Request Body Hash 1.0 Draft 4',
  ],
  baseUrl: 'https://sandbox.api.mastercard.com',
  hosts: ['api.mastercard.com'],
  uses: ['signer', 'cipher', 'random'],
  settings,
  examples,
  nonce: { called: 'oauth_nonce', pattern: /^[A-Za-z0-9]+$/ },
  written: {
    now: { header: 'Authorization', as: 'oauth_timestamp="(\\d+)"' },
    nonce: { header: 'Authorization', as: 'oauth_nonce="([^"]+)"' },
    // Mastercard's page names no limit; servers in wide use take five minutes, and clocks are rarely half a minute fast.
    maxAge: 300,
    maxAhead: 30,
  },
  setup: (values, tools) => readSettings(values, mastercardOauth, tools),
  needs,
  prepare,
  open,
}

function needs({ request, settings: { encryption, isUnsigned } }: Call<Ready>): Needs {
  const seals = request.body.length > 0 && (pathFor(encryption, request.url)?.toEncrypt.length ?? 0) > 0
  const steps = [
    ...(seals
      ? [encryption?.config.isJwe ? 'a part of the body as a JWE' : 'a part of the body encrypted']
      : []),
    ...(isUnsigned ? [] : ['OAuth 1.0a RSA-SHA256 with a body hash']),
  ]
  const asIs = isUnsigned ? { asIs: 'oAuthDisabled is set, and nothing in it is to be encrypted' } : {}
  return {
    body: true,
    waits: true,
    how: steps.join(', then ') || 'nothing is signed: oAuthDisabled',
    ...asIs,
  }
}

/** Encrypts first: the body hash is that of the bytes that are sent. */
function* prepare(call: Call<Ready>): Waiting<Prepared> {
  const { request, settings, host, trace } = call
  const sealed = settings.encryption && (yield* seal(request, settings.encryption, host))
  if (sealed) trace?.('encryptedBody', sealed.body)
  const change = sealed && { headers: sealed.headers, body: sealed.body, drop: ['Content-Length'] }
  if (settings.isUnsigned) return change ?? {}
  const authorized = { ...call, request: change ? patched(request, change) : request }
  const header: Header = ['Authorization', yield* authorization(authorized)]
  return { ...change, headers: [...(change?.headers ?? []), header] }
}

/** The Authorization header, in the form of Mastercard's library: no spaces, values that are not encoded. */
function* authorization(call: Call<Ready>): Waiting<string> {
  const { request, settings, trace } = call
  const parameters = oauthParameters(call)
  const text = baseString(request, call.url, parameters)
  trace?.('signatureBaseString', text)
  const { sign } = settings.signing()
  const signature = base64(yield* signedBy(sign, text))
  trace?.('oauth_signature', signature)
  const written = [...parameters, ['oauth_signature', encodeURIComponent(signature)]]
  return `OAuth ${written.map(([name, value]) => `${name}="${value}"`).join(',')}`
}

function oauthParameters({ request, settings, host, trace }: Call<Ready>): Pair[] {
  const bodyHash = host.hash('SHA-256', [request.body], 'base64')
  trace?.('oauth_body_hash', bodyHash)
  return [
    ['oauth_body_hash', bodyHash],
    ['oauth_consumer_key', settings.signing().consumerKey],
    ['oauth_nonce', host.nonce(16)],
    ['oauth_signature_method', 'RSA-SHA256'],
    ['oauth_timestamp', String(Math.floor(host.now()))],
    ['oauth_version', '1.0'],
  ]
}
