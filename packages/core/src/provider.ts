import type { Host } from './host.js'
import type { Change, Header, OpenPatch, Patch, Request, Response } from './message.js'
import type { Configured, Values } from './settings.js'
import type { TokenSource } from './tokens.js'
import type { Trace } from './trace.js'
import type { Url } from './url.js'
import type { MaybeWaiting } from './waiting.js'

/**
 * One request on its way through a provider, with all that the provider may use.
 * @example const target = ({ request, url }: Call<unknown>) => `${request.method} ${url.path}`
 */
export interface Call<Ready> {
  /** As the tool will send it; in `sign`, as `prepare` left it. */
  readonly request: Request
  /** Its URL, taken apart. */
  readonly url: Url
  /** What `setup` made of the settings. */
  readonly settings: Ready
  readonly host: Host
  /** Hears each step; undefined if nobody listens. */
  readonly trace: Trace | undefined
}

/**
 * What an adapter must know of a request before it is signed.
 * @example const needs: Needs = { body: true, waits: false, how: 'HMAC-SHA-256 over body and salt' }
 */
export interface Needs {
  /** Its body is signed or encrypted, so its bytes must be known. */
  readonly body: boolean
  /** It cannot be signed without waiting: a token, or encryption. */
  readonly waits: boolean
  /** In a few words, what will be done: `HMAC-SHA-256 over body and salt`. */
  readonly how: string
  /** Why this request may go as it is: `it brings its own bearer token`. Without it, a patch that is empty is refused. */
  readonly asIs?: string
}

/**
 * Where a value stands in a signed request. `as` is a pattern that the value is found by, in its only group.
 * @example const place: Place = { header: 'Authorization', as: 'timestamp="(\\d+)"' }
 */
export type Place =
  | { readonly header: string; readonly as?: string }
  | { readonly query: string; readonly as?: string }
  | { readonly body: true; readonly as: string }

/**
 * Where clock and nonce stand in a signed request, so that it can be signed again and compared. Without `as`, the value
 * is seconds since 1970, or the nonce itself.
 * @example const written: Written = { now: { header: 'X-Timestamp' }, nonce: { header: 'X-Nonce' }, maxAge: 300 }
 */
export interface Written {
  /** The clock's time. */
  readonly now?: Place
  readonly nonce?: Place
  /** For a provider that changes the body: the pattern of the one that is sent, its only group the one before. */
  readonly body?: string
  /** Seconds after which the provider refuses a request. */
  readonly maxAge?: number
  /** Seconds that its clock may be ahead of the provider's; as `maxAge` if it is absent. */
  readonly maxAhead?: number
}

/**
 * A patch, with the token that is in it if there is one.
 * @example const prepared: Prepared = { headers: { Authorization: 'Bearer t' }, secrets: ['Authorization'] }
 */
export interface Prepared extends Patch {
  /** The token that the patch puts into the request. */
  readonly token?: CarriedToken
}

/**
 * A token in a request, and where it came from.
 * @example const originOf = ({ source }: CarriedToken) => source.origin
 */
export interface CarriedToken {
  readonly source: TokenSource
  /** The token itself: a secret. */
  readonly value: string
}

/**
 * What was changed in a request.
 * @example const hasToken = ({ token }: SignedChange) => token !== undefined
 */
export interface SignedChange extends Change {
  /** The token that the request now carries. */
  readonly token?: CarriedToken
}

/**
 * One response on its way through a provider, with all that the provider may use.
 * @example const isJson = ({ response }: OpenCall<unknown>) => String(response.body).startsWith('{')
 */
export interface OpenCall<Ready> {
  /** Where the request went that got this response; undefined if nobody knows, as of a saved body. */
  readonly url: Url | undefined
  readonly response: Response
  /** What `setup` made of the settings. */
  readonly settings: Ready
  readonly host: Host
  /** Hears each step; undefined if nobody listens. */
  readonly trace: Trace | undefined
}

/**
 * What `setup` may use.
 * @example const setup = (_values: object, { warn }: SetupTools) => warn('the certificate ends tomorrow')
 */
export interface SetupTools {
  /** The tool: its cipher, its signatures, its clock. */
  readonly host: Host
  /** Tells people about something that works today and will not for long: a certificate that ran out. */
  readonly warn: (message: string) => void
}

/**
 * How one provider signs: a value that anyone can write, with `defineProvider`. It holds no state; keys are parsed once,
 * in `setup`. Its steps go to the trace in the vendor's words, never a secret among them.
 * @example
 * ```ts
 * const acme: Provider<{ readonly key: string }> = {
 *   id: 'acme', name: 'Acme', hosts: ['api.acme.com'],
 *   settings: [{ name: 'key', about: 'the API key', required: true, secret: true, kind: 'text' }],
 *   setup: ({ key = '' }) => ({ key }),
 *   sign: ({ request, settings, host }) => ({
 *     headers: { 'X-Signature': host.hmac('SHA-256', settings.key, request.body, 'hex') },
 *   }),
 * }
 * ```
 */
export interface Provider<Ready = unknown> extends Configured {
  /** As in `imburse`: lower-case letters and digits. Two accounts of one provider have an id each. */
  readonly id: string
  /** As the vendor writes it. */
  readonly name: string
  /** The vendor's page this follows, and what else it was read from. */
  readonly sources?: readonly string[]
  /** Where its API is, as the base of example requests. Default: the first of `hosts`, over https. */
  readonly baseUrl?: string
  /** The hosts a credential may go to: each name and its subdomains. Lower case, without scheme, port or wildcard. */
  readonly hosts: readonly string[]
  /**
   * The paths it holds of those hosts: `/risk` holds `/risk` and `/risk/x`. Of two providers on one host the longest
   * path decides. Without it, the provider holds what others leave.
   */
  readonly paths?: readonly string[]
  /**
   * What the host's nonce becomes in this scheme, for tools that let people set it: the scheme's word for it, as in
   * `salt`, and what it has to match.
   */
  readonly nonce?: { readonly called: string; readonly pattern: RegExp }
  /** Where clock and nonce stand in a signed request. */
  readonly written?: Written
  /** Requests to show people, one for each kind of call. */
  readonly examples?: readonly Example[]
  /**
   * Makes settings ready for use, after their kinds were checked and their defaults filled in.
   * @throws {CountersignError} `invalid-setting`, `invalid-key`, `missing-capability`
   */
  setup(values: Values, tools: SetupTools): Ready
  /** Default: it covers the body, and waits if there is a `prepare` or, without `sign`, a token. */
  needs?(call: Call<Ready>): Needs
  /** What a bundle must carry along for it. */
  readonly uses?: readonly Capability[]
  /** A new token ends the one before: all that use one client must share one token. */
  readonly oneToken?: boolean
  /**
   * The source of tokens at an origin, for schemes that have tokens. Without `prepare`, a request that waits gets such
   * a token as its bearer token.
   * @param origin scheme, host and port of the request, as in `https://api.acme.com`
   */
  tokens?(origin: string, call: Pick<Call<Ready>, 'settings' | 'host'>): TokenSource
  /** What must be waited for: an encrypted body, say. A generator also runs on hosts that need no promise for it. */
  prepare?(call: Call<Ready>): MaybeWaiting<Prepared>
  /** What needs no waiting: an HMAC. Sees the request as `prepare` left it. */
  sign?(call: Call<Ready>): Patch
  /**
   * Decrypts or verifies a response; one that is neither encrypted nor signed gets an empty patch.
   * @throws {CountersignError} `open-failed`, `invalid-answer`
   */
  open?(call: OpenCall<Ready>): MaybeWaiting<OpenPatch>
  /** Looks at a response: `again` asks for one more try, with a nonce that the server gave, say. */
  responded?(response: ResponseHead, call: Call<Ready>): 'again' | undefined
}

/**
 * What a provider may see of a response to a signed request.
 * @example const isStale = ({ status, headers }: ResponseHead) => status === 401 && headers.some(([name]) => name === 'Date')
 */
export interface ResponseHead {
  /** The HTTP status code. */
  readonly status: number
  readonly headers: readonly Header[]
}

/**
 * A part of a host that not every tool has: RSA and AES, signatures by a private key, a secure random source.
 * @example const uses: readonly Capability[] = ['cipher', 'random']
 */
export type Capability = 'cipher' | 'signer' | 'random'

/**
 * The base of a provider's example requests.
 * @example baseUrlOf({ hosts: ['api.acme.com'] }) // https://api.acme.com
 */
export const baseUrlOf = ({ baseUrl, hosts }: Pick<Provider, 'baseUrl' | 'hosts'>): string =>
  baseUrl ?? `https://${hosts[0] ?? 'api.example.com'}`

/**
 * A request to show people in a generated file.
 * @example const example: Example = { name: 'Payout', method: 'POST', path: '/v1/payout', body: '{"amount": 50}' }
 */
export interface Example {
  /** What it is called in a list: `Payout`. */
  readonly name: string
  readonly method: string
  /** Below `baseUrl`, with a leading slash. */
  readonly path: string
  /** A JSON text. */
  readonly body?: string
  /** It asks for a token itself, so tools that chain tokens start with it. */
  readonly asksForToken?: boolean
}

/** A provider's example requests, or the plainest one if it names none: there is always something to send. */
export const examplesOf = ({
  examples = [],
  paths = ['/'],
}: Pick<Provider, 'examples' | 'paths'>): readonly Example[] =>
  examples.length > 0 ? examples : [{ name: 'A request', method: 'GET', path: paths[0] ?? '/' }]

/**
 * A provider whatever its `setup` makes: what lists hold.
 * @example
 * ```ts
 * import { inqud, mastercard } from '@countersign/core'
 * const mine: readonly AnyProvider[] = [inqud, mastercard]
 * ```
 */
// A list holds providers of many kinds of settings; each gets back only what its own setup made.
// biome-ignore lint/suspicious/noExplicitAny: `unknown` would refuse every provider with settings of its own
export type AnyProvider = Provider<any>
