/** What was under way when it failed. */
export interface Doing {
  readonly url: URL
  /** Whether the head of a response has come. */
  isResponding: boolean
}

/** Ends what takes longer than so many seconds. */
export class TimeLimit {
  /** Why it ended, if the time was up. */
  reason: string | undefined
  readonly #seconds: number
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout

  constructor(seconds: number) {
    this.#seconds = seconds
    this.#timer = setTimeout(() => this.#up(), seconds * 1000)
  }

  /** A signal of this limit and of another. */
  joined(other: AbortSignal | undefined): AbortSignal {
    const own = this.#controller.signal
    return other ? AbortSignal.any([own, other]) : own
  }

  #up(): void {
    this.reason = `no whole response came within ${this.#seconds} s`
    this.#controller.abort()
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}

const TLS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is from an authority that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is from an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is from an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is from an authority that is not trusted here',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

/**
 * Why a request could not be made, for people.
 * @example const reason = (thrown: unknown, url: URL) => networkReason(thrown, { url, isResponding: false })
 */
export function networkReason(thrown: unknown, { url, isResponding }: Doing): string {
  const { code = '', message = String(thrown) } = thrown as NodeJS.ErrnoException
  const where = url.host
  const tls =
    TLS[code] ?? (/^(ERR_SSL_|ERR_TLS_|EPROTO)/.test(code) ? `no TLS could be agreed on (${code})` : '')
  if (tls) return `the TLS connection to ${where} failed: ${tls}`
  if (code === 'ABORT_ERR') return 'it was stopped'
  if (code === 'ENOTFOUND') return `there is no host named ${url.hostname}`
  if (code === 'EAI_AGAIN') return `the name ${url.hostname} could not be looked up; is the network up?`
  if (code === 'ECONNREFUSED') return `nothing listens at ${where} (connection refused)`
  if (/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return `${where} cannot be reached (${code})`
  if (code.startsWith('HPE_')) return `${where} sent something that is not HTTP`
  if (/^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/.test(code)) {
    return isResponding
      ? 'the response was cut off half way'
      : `${where} closed the connection before it responded`
  }
  return message
}
