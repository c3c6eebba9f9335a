/**
 * A request as a verifier of one's own sees it.
 * @example const signatureOf = (request: SandboxRequest) => request.header('x-signature')
 */
export interface SandboxRequest {
  readonly method: string
  /** Path and query as they were sent. */
  readonly target: string
  /** Without its query, as it was sent. */
  readonly path: string
  /** Behind the question mark, as it was sent; empty if there is none. */
  readonly query: string
  /** Lower-case name → each value. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>
  /** The bytes that were sent. */
  readonly body: Buffer
  /** The value of a header, or the empty string. A header that is sent twice is refused with status 400. */
  header(name: string): string
  /** The value of a query parameter, percent-decoded, or the empty string. One that is there twice is refused. */
  parameter(name: string): string
}

/**
 * Why a check fails, for the client. No secret belongs here.
 * @example const failure: CheckFailure = { message: 'The timestamp is too old.', status: 403 }
 */
export interface CheckFailure {
  /** A sentence. Default: `The check NAME failed.` */
  readonly message?: string
  readonly expected?: string
  readonly got?: string
  /** The HTTP status code of the refusal. Default 401. */
  readonly status?: number
  /** Headers of the response: a nonce that the client is to use, say. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * What the sandbox lends to a verifier.
 * @example const isFresh = (timestamp: number, { now }: SandboxTools) => Math.abs(now() - timestamp) < 300
 */
export interface SandboxTools {
  /** The provider's id: one verifier may serve several. */
  readonly provider: string
  /** Throwaway settings by their name in code, the same that the client was given. */
  readonly settings: Readonly<Record<string, string | undefined>>
  /** Seconds since 1970, by the clock that requests are verified with. */
  now(): number
  /** Refuses the request if the check does not hold, naming it: `check(signature === expected, 'signature', { … })`. */
  check(holds: boolean, name: string, failure?: CheckFailure): void
  /** Whether two texts are equal, in a time that does not tell where they differ. */
  equal(one: string, other: string): boolean
  /** A new token for a response of yours, and how many seconds it holds; faults of the sandbox count. */
  issueToken(): Promise<{ readonly value: string; readonly seconds: number }>
  /** Refuses the request if the token was not issued here, has expired, or was used up. */
  useToken(token: string): void
  /** Whether a nonce is new; it is remembered for so many seconds (3600 by default). */
  isNew(nonce: string, seconds?: number): boolean
  /** Shows a value beside what came, on the page that shows requests. Never a secret. */
  step(name: string, computed: string | undefined, sent?: string): void
  /** Shows what came beside what is allowed, in words: `allowed('timestamp', 'from 1699999700 to 1700000030', sent)`. */
  allowed(name: string, allowed: string, sent?: string): void
}

/**
 * What a verifier responds with. Without a body, the request is echoed.
 * @example const outcome: SandboxOutcome = { status: 201, body: { id: 'payout-1' } }
 */
export interface SandboxOutcome {
  /** The HTTP status code. Default 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** JSON, or text as it stands. */
  readonly body?: object | string
  /** False: it was accepted and nothing could be verified, so the echo has no `ok`. Say why in `notes`. */
  readonly isVerified?: boolean
  /** What is accepted although it is fragile. */
  readonly notes?: readonly string[]
}

/**
 * The second opinion on a provider of one's own: it verifies requests as the vendor would. Write it from the vendor's
 * page on `node:crypto`; what it shared with the provider it could not check.
 * @example
 * ```ts
 * const verifier: SandboxVerifier = {
 *   verify(request, { check }) {
 *     check(request.header('x-key') !== '', 'key')
 *   },
 * }
 * ```
 */
export interface SandboxVerifier {
  /**
   * Throwaway settings by their name in code, or what makes them. What is not here is made up by the kind of the
   * setting.
   */
  readonly settings?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)
  /** Paths where tokens are requested; `verify` responds there, too. */
  readonly tokenPaths?: readonly string[]
  /** How often a token that it issues may be used. Default `until-expiry`. */
  readonly tokenUse?: 'once' | 'until-expiry'
  /** Accepts a request by returning, with a response of its own or none; refuses it by a check that does not hold. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a verifier that only checks returns nothing
  verify(request: SandboxRequest, tools: SandboxTools): SandboxOutcome | void | Promise<SandboxOutcome | void>
}

/**
 * A provider of somebody's own, as the sandbox serves it.
 * @example const acme: OwnProvider = { id: 'acme', name: 'Acme', settings: { key: 'k' }, env: { ACME_KEY: 'k' } }
 */
export interface OwnProvider {
  /** As in `acme`: it tells its origin and its requests from others. */
  readonly id: string
  /** As the vendor writes it. */
  readonly name: string
  /** Throwaway settings by their name in code. */
  readonly settings: Readonly<Record<string, string>>
  /** The same by their name in every tool: `ACME_SECRET`. */
  readonly env: Readonly<Record<string, string>>
  /** Settings that name the server itself, by their name in every tool; `origin` is where it listens. */
  readonly envAt?: (origin: string) => Readonly<Record<string, string>>
  /** Without one, requests are echoed and nothing is verified. */
  readonly verifier?: SandboxVerifier
  /** A definition (YAML or JSON), which the sandbox reads by itself: it needs no verifier. */
  readonly definition?: string
}

/**
 * A verifier, with its types checked where it is written.
 * @example
 * ```ts
 * import { createHmac } from 'node:crypto'
 * export default defineVerifier({
 *   verify(request, { settings, check, equal }) {
 *     const expected = createHmac('sha256', settings.secret ?? '').update(request.body).digest('hex')
 *     check(equal(request.header('x-signature'), expected), 'signature', { expected, got: request.header('x-signature') })
 *   },
 * })
 * ```
 */
export const defineVerifier = (verifier: SandboxVerifier): SandboxVerifier => verifier
