import type { Call, Data, Patch, Values } from '@countersign/core'
import type { JoseSigning } from '../shared/jose.js'
import type { SchemeOptions } from '../shared/scheme.js'

/**
 * The settings that are the same for everyone may be options: `header: 'x-jws-signature'`.
 * @example const options: DetachedJwsOptions = { id: 'bank', hosts: ['api.bank.example'], header: 'x-jws-signature' }
 */
export interface DetachedJwsOptions extends SchemeOptions {
  /** The algorithm (RFC 7518 section 3.1), as in `PS256`. Default: the one that the key is for. */
  readonly algorithm?: string
  /** How the secret is written; `text` uses it as it stands. Default `base64`. */
  readonly secretEncoding?: 'base64' | 'text'
  /** The header that carries it. Default `x-jws-signature`. */
  readonly header?: string
  /** `unencoded`: the body is signed as it is (RFC 7797). Default. */
  readonly payload?: 'unencoded' | 'encoded'
  /** The type of the JWS (RFC 7515 section 4.1.9), as in `JOSE`. */
  readonly typ?: string
  /** Further members of the protected header: as they are, or made for each request. */
  readonly protectedHeader?: object | ((call: Call<unknown>) => object)
  /** Names of them that a receiver has to understand (RFC 7515 section 4.1.11). */
  readonly critical?: readonly string[]
}

/** What is made of the settings of a detached JWS. */
export interface Detached {
  readonly signing: JoseSigning
  /** The name of the header that carries it. */
  readonly header: string
  readonly isEncoded: boolean
  /** The protected header as JSON, and encoded: it is the same for most requests. */
  readonly headerOf: (call: Call<unknown>) => string
  readonly encodedOf: (json: string) => string
}

/** The protected header; made once if no part of it depends on the request. */
export function protectedHeaderOf(
  { alg }: JoseSigning,
  { keyId, typ, payload }: Values,
  { protectedHeader = {}, critical = [] }: DetachedJwsOptions,
): Detached['headerOf'] {
  const isEncoded = payload === 'encoded'
  const crit = isEncoded ? critical : ['b64', ...critical]
  const json = (more: object) =>
    JSON.stringify({
      alg,
      ...(keyId !== undefined && { kid: keyId }),
      ...(typ !== undefined && { typ }),
      ...more,
      ...(!isEncoded && { b64: false }),
      ...(crit.length > 0 && { crit }),
    })
  if (typeof protectedHeader === 'function') return (call) => json(protectedHeader(call))
  const same = json(protectedHeader)
  return () => same
}

/** The protected header, encoded, and what is signed (RFC 7797 section 3). */
export interface Draft {
  readonly text: string
  readonly parts: readonly Data[]
}

export function draft(call: Call<Detached>): Draft {
  const { signing, isEncoded, headerOf, encodedOf } = call.settings
  const { body } = call.request
  const json = headerOf(call)
  call.trace?.('protectedHeader', json)
  const text = encodedOf(json)
  return { text, parts: [`${text}.`, isEncoded ? signing.base64url(body) : body] }
}

export function written({ settings, trace }: Call<Detached>, text: string, signature: string): Patch {
  const jws = `${text}..${signature}`
  trace?.('jws', jws)
  return { headers: [[settings.header, jws]] }
}
