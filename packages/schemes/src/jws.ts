import type { Call, Patch, Provider } from '@countersign/core'
import { claimsOf, type SignedClaimsOptions } from './jws/claims.js'
import { type Detached, type DetachedJwsOptions, draft, protectedHeaderOf, written } from './jws/detached.js'
import { headerName } from './jws/header-name.js'
import { claimSettings, detachedSettings } from './jws/settings.js'
import { compact, type JoseSigning, jwtInput, keySignature, signingOf } from './shared/jose.js'
import { lastOf } from './shared/last.js'
import { schemeProvider } from './shared/scheme.js'

export type { SignedClaimsOptions } from './jws/claims.js'
export type { DetachedJwsOptions } from './jws/detached.js'

/**
 * A detached JWS of the body in a header (RFC 7515 appendix F), its payload unencoded (RFC 7797: `b64` is false and
 * critical).
 * @see https://www.rfc-editor.org/rfc/rfc7797
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `missing-setting`, `invalid-setting`, `invalid-key`, `missing-capability`
 * @example export default detachedJws({ id: 'bank', hosts: ['api.bank.example'], header: 'x-jws-signature' })
 */
export function detachedJws(options: DetachedJwsOptions): Provider<Detached> {
  return schemeProvider<Detached>(
    {
      sources: ['RFC 7797: JWS Unencoded Payload Option', 'RFC 7515 appendix F: Detached Content'],
      settings: detachedSettings,
      options: ['protectedHeader', 'critical'],
      uses: ['signer'],
      setup: (values, { host }, provider) => {
        const signing = signingOf(values, host, provider)
        return {
          signing,
          header: headerName(values.header ?? '', provider),
          isEncoded: values.payload === 'encoded',
          headerOf: protectedHeaderOf(signing, values, options),
          encodedOf: lastOf(signing.base64url),
        }
      },
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
 * @see https://www.rfc-editor.org/rfc/rfc7519
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `missing-setting`, `invalid-setting`, `invalid-key`, `missing-capability`
 * @example
 * export default signedClaims({
 *   id: 'acme', hosts: ['api.acme.com'], bind: [],
 *   claims: ({ request, url }) => ({ uri: `${request.method} ${url.host}${url.path}` }),
 * })
 */
export function signedClaims(options: SignedClaimsOptions): Provider<ClaimsReady> {
  const draft = (call: Call<ClaimsReady>) => {
    const { signing, keyId } = call.settings
    const header = { typ: 'JWT', ...(keyId !== undefined && { kid: keyId }) }
    const claims = claimsOf(call, options)
    call.trace?.('claims', JSON.stringify(claims))
    return jwtInput(signing, header, claims)
  }
  const carrying = ({ settings }: Call<ClaimsReady>, jwt: string): Patch => ({
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
        return carrying(call, compact(input, yield* keySignature(call.settings.signing, [input])))
      },
      sign(call) {
        const { now } = call.settings.signing
        if (!now) return {}
        const input = draft(call)
        return carrying(call, compact(input, now([input], call.host)))
      },
    },
    options,
  )
}
