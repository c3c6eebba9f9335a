/**
 * Every way in which Countersign refuses or fails, for programs.
 * @example const retried: readonly ErrorCode[] = ['token-request-failed']
 */
export type ErrorCode =
  | 'missing-setting' // a required setting is not there
  | 'invalid-setting' // a setting cannot be what it should be
  | 'invalid-key' // a key or certificate that cannot be read, or of another kind
  | 'invalid-url' // no host, user info, control characters
  | 'insecure-url' // http to a host that is not loopback
  | 'invalid-header' // CR, LF, NUL or letters that no header can carry
  | 'invalid-body' // a body that cannot be signed or encrypted as it is
  | 'unreadable-body' // a body whose bytes the tool does not show
  | 'invalid-provider' // a provider that is not written as one has to be
  | 'invalid-patch' // a patch of a provider that cannot be applied, or changes nothing
  | 'ambiguous-host' // two providers claim one host
  | 'unclaimed-path' // no provider holds the path, and one holds others of that host
  | 'unclaimed-host' // no provider claims it, and one was asked for
  | 'missing-capability' // the tool lacks what the scheme needs
  | 'needs-waiting' // a synchronous call for what is asynchronous
  | 'token-request-failed' // the token endpoint refused, failed or could not be reached
  | 'invalid-token-answer' // the token endpoint responded with something other than a token
  | 'seal-failed' // encryption failed: nothing is sent
  | 'open-failed' // a response that does not open
  | 'invalid-answer' // a response that is not what the scheme says

/**
 * The one error of Countersign. Its message says what is wrong, where, and what to do, and never holds a secret
 * or a token.
 * @example const isOurFault = (thrown: unknown) => thrown instanceof CountersignError && thrown.code === 'invalid-setting'
 */
export class CountersignError extends Error {
  override readonly name = 'CountersignError'
  readonly code: ErrorCode
  /** The provider it is about, if there is one. */
  readonly provider: string | undefined

  constructor(code: ErrorCode, message: string, provider?: string) {
    super(message)
    this.code = code
    this.provider = provider
  }
}

/**
 * The reason in an unknown thrown value, as one line of printable text.
 * @param conceal takes secrets out of it, before it is cut
 * @example reasonOf(new Error('connection refused')) // connection refused
 */
export function reasonOf(thrown: unknown, conceal: (text: string) => string = (text) => text): string {
  const text = conceal(textOf(thrown))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 300)
}

function textOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message || thrown.name : String(thrown)
  } catch {
    return 'an unknown error'
  }
}
