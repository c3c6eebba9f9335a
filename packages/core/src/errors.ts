/**
 * Every way in which Countersign refuses or fails, for programs.
 * @example const retried: readonly ErrorCode[] = ['token-request-failed']
 */
export type ErrorCode =
  /** A required setting is not there. */
  | 'missing-setting'
  /** A setting cannot be what it should be. */
  | 'invalid-setting'
  /** A key or certificate that cannot be read, or of another kind. */
  | 'invalid-key'
  /** A URL without scheme or host, with user info, or that tools read in different ways. */
  | 'invalid-url'
  /** `http` to a host that is not loopback. */
  | 'insecure-url'
  /** CR, LF, NUL or letters that no header can carry. */
  | 'invalid-header'
  /** A body that cannot be signed or encrypted as it is. */
  | 'invalid-body'
  /** A body whose bytes the tool does not show. */
  | 'unreadable-body'
  /** A provider that is not written as one has to be. */
  | 'invalid-provider'
  /** A patch of a provider that cannot be applied, or changes nothing. */
  | 'invalid-patch'
  /** Two providers claim one host. */
  | 'ambiguous-host'
  /** No provider holds the path, and one holds others of that host. */
  | 'unclaimed-path'
  /** No provider claims the host, and one was asked for. */
  | 'unclaimed-host'
  /** The tool lacks what the scheme needs. */
  | 'missing-capability'
  /** A synchronous call for what is asynchronous. */
  | 'needs-waiting'
  /** The token endpoint refused, failed or could not be reached. */
  | 'token-request-failed'
  /** The token endpoint responded with something other than a token. */
  | 'invalid-token-answer'
  /** Encryption failed: nothing is sent. */
  | 'seal-failed'
  /** A response that does not open: changed on its way, or encrypted to another key. */
  | 'open-failed'
  /** A response that is not what the scheme says. */
  | 'invalid-answer'

/**
 * The one error of Countersign. Its message says what is wrong, where, and what to do, and never holds a secret
 * or a token.
 * @example const isOurFault = (thrown: unknown) => thrown instanceof CountersignError && thrown.code === 'invalid-setting'
 */
export class CountersignError extends Error {
  override readonly name = 'CountersignError'
  /** What went wrong, for programs. */
  readonly code: ErrorCode
  /** The id of the provider it is about, if there is one. */
  readonly provider: string | undefined

  constructor(code: ErrorCode, message: string, provider?: string) {
    super(message)
    this.code = code
    this.provider = provider
  }
}

/**
 * The reason in an unknown thrown value, as one line of printable text of at most 300 characters.
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
