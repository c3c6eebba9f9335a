import { createHash, createHmac, type KeyObject, verify } from 'node:crypto'
import aws4 from 'aws4'
import Hawk from 'hawk'
import { createVerifier, httpbis } from 'http-message-signatures'
import { flattenedVerify, jwtVerify } from 'jose'
import OAuth from 'oauth-1.0a'

/** A request as it arrived. */
export interface Arrived {
  readonly method: string
  readonly origin: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** What is wrong with a request; undefined if it is signed correctly. */
export type Verifier = (request: Arrived) => string | undefined | Promise<string | undefined>

type Settings = Readonly<Record<string, string>>

const sameAs = (actual: string | undefined, expected: string | undefined) =>
  actual === expected ? undefined : `expected ${expected}`

/** By npm aws4. */
export const awsSigV4 =
  (settings: Settings): Verifier =>
  ({ method, origin, target, headers, body }) => {
    const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? []
    const signed = Object.fromEntries(names.map((name) => [name, headers[name]]))
    if (headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex')) return 'the body'
    const { accessKeyId, secretAccessKey } = settings
    const request = {
      host: new URL(origin).host,
      path: target,
      method,
      service: 's3',
      region: settings.region,
    }
    const signer = new aws4.RequestSigner(
      { ...request, body, headers: signed, doNotModifyHeaders: true },
      { accessKeyId, secretAccessKey },
    )
    // With headers that it must not change, aws4 takes its own clock, which may be a second on by now.
    signer.datetime = headers['x-amz-date']
    const again = signer.sign()
    return sameAs(headers.authorization, again.headers.Authorization)
  }

/** By npm oauth-1.0a, and node:crypto for RSA. */
export const oauth1 =
  (settings: Settings, publicKey?: KeyObject): Verifier =>
  ({ method, origin, target, headers, body }) => {
    const pairs = [...(headers.authorization ?? '').matchAll(/(oauth_\w+)="([^"]*)"/g)]
    const sent = Object.fromEntries(
      pairs.map(([, name = '', value = '']) => [name, decodeURIComponent(value)]),
    )
    const { oauth_signature: signature = '', ...data } = sent
    let base = ''
    const client = new OAuth({
      consumer: { key: settings.consumerKey ?? '', secret: settings.consumerSecret ?? '' },
      signature_method: data.oauth_signature_method ?? '',
      hash_function: (text, key) => {
        base = text
        return createHmac('sha1', key).update(text).digest('base64')
      },
    })
    const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    const form = isForm ? Object.fromEntries(new URLSearchParams(body.toString())) : {}
    const again = client.getSignature(
      { method, url: origin + target, data: form },
      settings.tokenSecret,
      data as never,
    )
    if (!publicKey) return sameAs(signature, again)
    return verify('sha256', Buffer.from(base), publicKey, Buffer.from(signature, 'base64')) ? undefined : base
  }

/** By npm http-message-signatures, and a Content-Digest by node:crypto. */
export const httpSignatures =
  (key: KeyObject | Buffer, algorithm: 'hmac-sha256' | 'ecdsa-p256-sha256' | 'ed25519'): Verifier =>
  async ({ method, origin, target, headers, body }) => {
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
    if (headers['content-digest'] !== digest) return 'Content-Digest'
    const message = { method, url: origin + target, headers: { ...headers } }
    const keyLookup = async () => ({ verify: createVerifier(key as Buffer, algorithm) })
    return (await httpbis.verifyMessage({ keyLookup }, message)) ? undefined : 'Signature'
  }

/** By jose. */
export const detachedJws =
  (key: KeyObject): Verifier =>
  async ({ headers, body }) => {
    const [text = '', , signature = ''] = (headers['x-jws-signature'] ?? '').split('.')
    await flattenedVerify({ protected: text, payload: body, signature }, key)
    return undefined
  }

/** By jose. */
export const signedClaims =
  (secret: Buffer): Verifier =>
  async ({ method, origin, target, headers }) => {
    const { payload } = await jwtVerify((headers.authorization ?? '').replace('Bearer ', ''), secret)
    return sameAs(String(payload.uri), `${method} ${new URL(origin).hostname}${target.split('?')[0]}`)
  }

/** By the server of npm hawk. */
export const hawk =
  ({ id, key }: Settings): Verifier =>
  async ({ method, target, headers, body }) => {
    const options = body.length > 0 ? { payload: body } : {}
    await Hawk.server.authenticate(
      { method, url: target, headers },
      () => ({ id, key, algorithm: 'sha256' }),
      options,
    )
    return undefined
  }

/** By Akamai's page. */
export const edgegrid =
  ({ clientSecret = '' }: Settings): Verifier =>
  ({ method, origin, target, headers, body }) => {
    const [, start = '', signature] = /^(.*;)signature=(.+)$/.exec(headers.authorization ?? '') ?? []
    const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64')
    const timestamp = /timestamp=([^;]+)/.exec(start)?.[1] ?? ''
    const hash = method === 'POST' ? createHash('sha256').update(body).digest('base64') : ''
    const { protocol, host } = new URL(origin)
    const data = [method, protocol.slice(0, -1), host, target, '', hash, start].join('\t')
    return sameAs(signature, hmac(hmac(clientSecret, timestamp), data))
  }
