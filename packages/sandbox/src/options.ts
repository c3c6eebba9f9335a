export type ProviderId = 'imburse' | 'inqud' | 'sendpayments' | 'mastercard'
export const PROVIDER_IDS: readonly ProviderId[] = ['imburse', 'inqud', 'sendpayments', 'mastercard']

/** One request, as the sandbox judged it. */
export interface RequestRecord {
  readonly provider: ProviderId
  readonly method: string
  /** With its query. */
  readonly path: string
  /** 0 where no answer was given: the fault `hang`. */
  readonly status: number
  readonly accepted: boolean
  /** It came to a token endpoint. */
  readonly token: boolean
  /** The check that failed; `fault` where the failure was asked for. */
  readonly check?: string
}

/** How a token endpoint can go wrong. `status`, `html` and `hang` issue no token, the others do. */
export type TokenFault = (
  | { readonly kind: 'slow'; readonly seconds: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'hang' | 'cut-off' | 'garbled' | 'html' | 'empty' | 'no-token' | 'expired' }
) & {
  /** For so many requests; default all. */
  readonly times?: number
}

export interface Fault {
  /** For requests of tokens. */
  readonly token?: TokenFault
  /** An error status for API requests that would have been accepted. */
  readonly api?: { readonly status: number; readonly times?: number }
  /** A token ends after so many uses; 0: at once. */
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
  /** Seconds that an Imburse timestamp may be ahead. Default 30. */
  readonly skew?: number
  /** Seconds for which an Inqud salt or a Mastercard IV, which carry no time, are remembered. Default 3600. */
  readonly remember?: number
  /** How many salts or IVs at most; beyond it the oldest are given up. Default 1,000,000. */
  readonly rememberMost?: number
  /** The largest body, in bytes; a larger one gets 413. Default 64 MiB. */
  readonly maxBody?: number
  readonly imburse?: ImburseOptions
  readonly mastercard?: MastercardOptions
  readonly onRequest?: (record: RequestRecord) => void
}

export interface ImburseOptions {
  /** Default once, as the current page says. */
  readonly tokenUse?: 'once' | 'until-expiry'
  /** Seconds as a number (the current page, the default), or milliseconds as a string (the page of 2019). */
  readonly expiresFormat?: 'seconds' | 'milliseconds-string'
  /** Refuse API requests without `x-account-id`. Default false: the page says that it depends on the call. */
  readonly requireAccount?: boolean
}

export interface MastercardOptions {
  /** False serves it over plain http, for tools without certificates. Default true. */
  readonly mutualTls?: boolean
  /** Of the answers. The vendor really sends 128. Default 96. */
  readonly ivBits?: 96 | 128
  /** Of the answers. The vendor's Node library writes plain base64. Default base64url. */
  readonly alphabet?: 'base64url' | 'base64'
  /** Content encryption of the answers. Default A256GCM. */
  readonly enc?: 'A128GCM' | 'A192GCM' | 'A256GCM' | 'A128CBC-HS256'
}
