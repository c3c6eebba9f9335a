/**
 * Times that the verifiers share, and how a vendor's server behaves.
 * @example const options: VerifierOptions = { tokenLifetime: 5, imburse: { tokenUse: 'until-expiry' } }
 */
export interface VerifierOptions {
  /** The clock, in seconds since 1970. Default: the machine's. */
  readonly clock?: () => number
  /** Seconds for which a token holds. Default: the vendor's, 1800 for Imburse, 300 for Send Payments. */
  readonly tokenLifetime?: number
  /** Seconds after which an Imburse timestamp is too old. Default 300. */
  readonly maxAge?: number
  /** Seconds that an Imburse timestamp may lie in the future. Default 30. */
  readonly skew?: number
  /** Seconds for which an Inqud salt or a Mastercard IV, which carry no time, is remembered. Default 3600. */
  readonly remember?: number
  /** How many salts or IVs are remembered at most; beyond that the oldest are forgotten. Default 1,000,000. */
  readonly rememberMost?: number
  readonly imburse?: ImburseOptions
  readonly mastercard?: MastercardOptions
  readonly mastercardOauth?: MastercardOauthOptions
}

/**
 * How the sandbox's Imburse behaves where its pages leave a choice.
 * @example const options: ImburseOptions = { tokenUse: 'until-expiry' }
 */
export interface ImburseOptions {
  /** Default once, as the current page says. */
  readonly tokenUse?: 'once' | 'until-expiry'
  /** Seconds as a number (the current page, the default), or milliseconds as a string (the page of 2019). */
  readonly expiresFormat?: 'seconds' | 'milliseconds-string'
  /** Refuse API requests without `x-account-id`. Default false: according to the page it depends on the call. */
  readonly requireAccount?: boolean
}

/**
 * How the sandbox's Mastercard behaves where vendor and libraries differ.
 * @example const options: MastercardOptions = { mutualTls: false, ivBits: 128 }
 */
export interface MastercardOptions {
  /** False serves plain http, for tools without client certificates. Default true. */
  readonly mutualTls?: boolean
  /** The bits of the IV of responses. The vendor really sends 128. Default 96. */
  readonly ivBits?: 96 | 128
  /** How responses are written. The vendor's Node library writes plain base64. Default base64url. */
  readonly alphabet?: 'base64url' | 'base64'
  /** Content encryption of responses. Default A256GCM. */
  readonly enc?: 'A128GCM' | 'A192GCM' | 'A256GCM' | 'A128CBC-HS256'
}

/**
 * What the sandbox's Mastercard encrypts beside its OAuth 1.0a.
 * @example const options: MastercardOauthOptions = { encryption: true }
 */
export interface MastercardOauthOptions {
  /** Payload encryption: of the member `card` at `/cards`, and of the whole body at `/payloads`. Default false. */
  readonly encryption?: boolean
}
