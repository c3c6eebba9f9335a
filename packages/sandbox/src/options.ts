export type ProviderId = 'imburse' | 'inqud' | 'sendpayments' | 'mastercard'
export const PROVIDER_IDS: readonly ProviderId[] = ['imburse', 'inqud', 'sendpayments', 'mastercard']

/** One request, as the sandbox judged it. */
export interface RequestRecord {
  readonly provider: ProviderId
  readonly method: string
  readonly path: string
  readonly status: number
  readonly accepted: boolean
  /** It was a request for a token. */
  readonly token: boolean
  /** The check that failed. */
  readonly check?: string
}

/** How a token endpoint can go wrong. */
export type TokenFault =
  | { readonly kind: 'slow'; readonly seconds: number }
  | { readonly kind: 'hang' | 'cut-off' | 'garbled' | 'html' | 'empty' | 'no-token' | 'expired' }
  | { readonly kind: 'status'; readonly status: number }

export interface Fault {
  /** For requests of tokens. */
  readonly token?: TokenFault
  /** An error status for API requests that would have been accepted. */
  readonly api?: { readonly status: number }
  /** Tokens count as ended after so many uses. */
  readonly tokenEndsAfter?: number
}

export interface SandboxOptions {
  /** Default all four. */
  readonly providers?: readonly ProviderId[]
  /** The first provider's port; the next has the next. Default any free ones. */
  readonly port?: number
  /** Default 127.0.0.1. */
  readonly host?: string
  /** Seconds since 1970. */
  readonly clock?: () => number
  /** Seconds; by default the vendor's: 1800 for Imburse, 300 for Send Payments. */
  readonly tokenLifetime?: number
  /** Seconds after which an Imburse timestamp is too old. Default 300. */
  readonly maxAge?: number
  /** Seconds that a timestamp may be ahead. Default 30. */
  readonly skew?: number
  /** Seconds for which a salt or an IV is remembered. Default 3600. */
  readonly remember?: number
  readonly imburse?: {
    readonly tokenUse?: 'once' | 'until-expiry'
    readonly expiresFormat?: 'seconds' | 'milliseconds-string'
    /** Refuse API requests without the account's header. Default false. */
    readonly requireAccount?: boolean
  }
  readonly mastercard?: {
    /** False serves it over plain http, for tools without certificates. Default true. */
    readonly mutualTls?: boolean
    /** Of the answers. The vendor really sends 128. Default 96. */
    readonly ivBits?: 96 | 128
    /** Of the answers. The vendor really writes plain base64 at times. Default base64url. */
    readonly alphabet?: 'base64url' | 'base64'
    /** Content encryption of the answers. Default A256GCM. */
    readonly enc?: 'A128GCM' | 'A192GCM' | 'A256GCM' | 'A128CBC-HS256'
  }
  readonly onRequest?: (record: RequestRecord) => void
}

/** What a provider's server is made of. */
export interface Verifier {
  /** What a client must be told, by the names it uses. */
  readonly env: Readonly<Record<string, string>>
  /** Judges a request and gives the answer. @throws {Refusal} */
  answer(request: import('./incoming.js').Incoming, fault: Fault): Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly body: object | string
  /** It is the answer of a token endpoint. */
  readonly token?: boolean
}

/** The times that verifiers share. */
export interface Times {
  readonly clock: () => number
  readonly tokenLifetime: number | undefined
  readonly maxAge: number
  readonly skew: number
  readonly remember: number
}
