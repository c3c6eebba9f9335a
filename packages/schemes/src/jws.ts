import {
  base64url,
  type Call,
  type Configured,
  type Data,
  invalidSetting,
  type Patch,
  type Provider,
} from '@countersign/core'
import { claimsOf, type SignedClaimsOptions } from './jws/claims.js'
import { claimSettings, detachedSettings } from './jws/settings.js'
import { compact, type JoseSigning, jwtInput, keySignature, signingOf } from './shared/jose.js'
import { type SchemeOptions, schemeProvider } from './shared/scheme.js'

export type { SignedClaimsOptions } from './jws/claims.js'

/**
 * The settings that are the same for everyone may be options: `header: 'x-jws-signature'`.
 * @example const options: DetachedJwsOptions = { id: 'bank', hosts: ['api.bank.example'], header: 'x-jws-signature' }
 */
export interface DetachedJwsOptions extends SchemeOptions {
  readonly algorithm?: string
  readonly secretEncoding?: 'base64' | 'text'
  readonly header?: string
  readonly payload?: 'unencoded' | 'encoded'
  readonly typ?: string
  /** Further members of the protected header: as they are, or made for each request. */
  readonly protectedHeader?: object | ((call: Call<unknown>) => object)
  /** Names of them that a receiver has to understand (RFC 7515 section 4.1.11). */
  readonly critical?: readonly string[]
}

interface Ready {
  readonly signing: JoseSigning
  readonly keyId: string | undefined
  readonly typ: string | undefined
  readonly header: string
  readonly isEncoded: boolean
  /** The last protected header: it is the same for most requests. */
  readonly last: { json: string; text: string }
}

/**
 * A detached JWS of the body in a header (RFC 7515 appendix F), its payload unencoded (RFC 7797: `b64` is false and
 * critical).
 * @see https://www.rfc-editor.org/rfc/rfc7797
 * @throws {CountersignError} `missing-setting`, `invalid-setting`, `invalid-key`, `missing-capability`
 * @example export default detachedJws({ id: 'bank', hosts: ['api.bank.example'], header: 'x-jws-signature' })
 */
export function detachedJws(options: DetachedJwsOptions): Provider<Ready> {
  const { protectedHeader = {}, critical = [] } = options

  function draft(call: Call<Ready>): { text: string; parts: readonly Data[] } {
    const { signing, keyId, typ, isEncoded } = call.settings
    const more = typeof protectedHeader === 'function' ? protectedHeader(call) : protectedHeader
    const crit = isEncoded ? critical : ['b64', ...critical]
    const header = {
      alg: signing.alg,
      ...(keyId !== undefined && { kid: keyId }),
      ...(typ !== undefined && { typ }),
      ...more,
      ...(!isEncoded && { b64: false }),
      ...(crit.length > 0 && { crit }),
    }
    const json = JSON.stringify(header)
    call.trace?.('protectedHeader', json)
    const text = encodedHeader(call.settings, json)
    const { body } = call.request
    return { text, parts: [`${text}.`, isEncoded ? base64url(body) : body] }
  }

  function written({ settings, trace }: Call<Ready>, text: string, signature: string): Patch {
    const jws = `${text}..${signature}`
    trace?.('jws', jws)
    return { headers: [[settings.header, jws]] }
  }

  return schemeProvider<Ready>(
    {
      sources: ['RFC 7797: JWS Unencoded Payload Option', 'RFC 7515 appendix F: Detached Content'],
      settings: detachedSettings,
      options: ['protectedHeader', 'critical'],
      uses: ['signer'],
      setup: (values, { host }, provider) => ({
        signing: signingOf(values, host, provider),
        keyId: values.keyId,
        typ: values.typ,
        header: headerName(values.header ?? '', provider),
        isEncoded: values.payload === 'encoded',
        last: { json: '', text: '' },
      }),
      needs: ({ settings: { signing } }) => ({
        body: true,
        waits: signing.later !== undefined,
        how: `detached JWS ${signing.alg}`,
      }),
      *prepare(call) {
        const { text, parts } = draft(call)
        return written(call, text, yield* keySignature(call.settings.signing, parts))
      },
      sign(call) {
        const { now } = call.settings.signing
        if (!now) return {}
        const { text, parts } = draft(call)
        return written(call, text, now(parts, call.host))
      },
    },
    options,
  )
}

function encodedHeader({ last }: Ready, json: string): string {
  if (last.json !== json) Object.assign(last, { json, text: base64url(json) })
  return last.text
}

interface ClaimsReady {
  readonly signing: JoseSigning
  readonly keyId: string | undefined
  readonly header: string
  readonly prefix: string
  readonly issuer: string | undefined
  readonly subject: string | undefined
  readonly audience: string | undefined
  readonly lifetime: number
}

/**
 * A JWT with claims about the request in a header: issuer, audience, times, method, URL, a hash of the body, and what
 * the vendor wants more (RFC 7519; `htm` and `htu` as in RFC 9449 section 4.2).
 * @throws {CountersignError} `missing-setting`, `invalid-setting`, `invalid-key`, `missing-capability`
 * @example
 * export default signedClaims({
 *   id: 'acme', hosts: ['api.acme.com'], bind: [],
 *   claims: ({ request, url }) => ({ uri: `${request.method} ${url.host}${url.path}` }),
 * })
 */
export function signedClaims(options: SignedClaimsOptions): Provider<ClaimsReady> {
  const draft = (call: Call<ClaimsReady>) => {
    const { signing, keyId } = call.settings
    const header = { alg: signing.alg, typ: 'JWT', ...(keyId !== undefined && { kid: keyId }) }
    const claims = claimsOf(call, options)
    call.trace?.('claims', JSON.stringify(claims))
    return jwtInput(header, claims)
  }
  const written = ({ settings }: Call<ClaimsReady>, jwt: string): Patch => ({
    headers: [[settings.header, settings.prefix + jwt]],
    secrets: [settings.header],
  })

  return schemeProvider<ClaimsReady>(
    {
      sources: ['RFC 7519: JSON Web Token'],
      settings: claimSettings,
      options: ['claims', 'bind', 'prefix'],
      uses: ['signer'],
      setup: (values, { host }, provider) => ({
        signing: signingOf(values, host, provider),
        keyId: values.keyId,
        header: headerName(values.header ?? '', provider),
        prefix: options.prefix ?? (/^authorization$/i.test(values.header ?? '') ? 'Bearer ' : ''),
        issuer: values.issuer,
        subject: values.subject,
        audience: values.audience,
        lifetime: Number(values.lifetime),
      }),
      needs: ({ settings: { signing } }) => ({
        body: (options.bind ?? ['body']).includes('body') || options.claims !== undefined,
        waits: signing.later !== undefined,
        how: `signed claims ${signing.alg}`,
      }),
      *prepare(call) {
        const input = draft(call)
        return written(call, compact(input, yield* keySignature(call.settings.signing, [input])))
      },
      sign(call) {
        const { now } = call.settings.signing
        if (!now) return {}
        const input = draft(call)
        return written(call, compact(input, now([input], call.host)))
      },
    },
    options,
  )
}

function headerName(name: string, provider: Configured): string {
  if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return name
  throw invalidSetting(provider, 'header', 'must be the name of a header')
}
