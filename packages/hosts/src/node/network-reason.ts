import type { DetailedPeerCertificate } from 'node:tls'
import type { Doing, Stage } from './time-limit.js'

/**
 * A request that got no whole response. Its message is the reason, for people.
 * @example const isTooSlow = (thrown: unknown) => thrown instanceof NetworkError && thrown.code === 'TIMEOUT'
 */
export class NetworkError extends Error {
  /**
   * The system's code, such as `ECONNREFUSED`, or `TIMEOUT`, `NOT_TLS`, `OLD_TLS`, `CLIENT_CERTIFICATE`, `PROXY`,
   * `PROXY_407`; empty if there is none.
   */
  readonly code: string
  /** How far the request had come: while `connecting`, nothing was sent. */
  readonly stage: Stage

  constructor(message: string, { code, stage, cause }: { code: string; stage: Stage; cause: unknown }) {
    super(message, { cause })
    this.code = code
    this.stage = stage
  }
}

const UNKNOWN_AUTHORITY = 'its certificate is from an authority that is not trusted here'
const CERTIFICATE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
}

/** What OpenSSL says, by its words: the codes differ between its versions. */
const HANDSHAKE: readonly (readonly [words: RegExp, failure: NetworkFailure])[] = [
  [
    /wrong version number|packet length too long|http request/i,
    { code: 'NOT_TLS', reason: 'it does not speak TLS at this port' },
  ],
  [
    /unsupported protocol|alert protocol version/i,
    { code: 'OLD_TLS', reason: 'it does not offer TLS 1.2 or newer' },
  ],
  [
    /certificate required|alert bad certificate|alert unknown ca/i,
    {
      code: 'CLIENT_CERTIFICATE',
      reason: 'it demands a client certificate, or refuses the one it was shown',
    },
  ],
]

/**
 * Why a request could not be made.
 * @example const failure: NetworkFailure = { code: 'ENOTFOUND', reason: 'there is no host named api.acme.con' }
 */
export interface NetworkFailure {
  /** The system's code, or one of {@link NetworkError}. */
  readonly code: string
  /** For people, without a full stop. */
  readonly reason: string
}

/**
 * Why a request could not be made, for people and for programs.
 * @param thrown what `node:http`, `node:https` or `node:tls` reported
 * @example const why = (thrown: unknown, url: URL) => networkFailure(thrown, { url, stage: 'waiting' }).reason
 */
export function networkFailure(thrown: unknown, doing: Doing): NetworkFailure {
  const tls = tlsFailure(thrown as TlsError)
  if (tls) return { ...tls, reason: `the TLS connection to ${doing.url.host} failed: ${tls.reason}` }
  const { code = '', message = String(thrown) } = thrown as NodeJS.ErrnoException
  return { code, reason: systemReason(code, doing) ?? message }
}

function systemReason(code: string, { url: { host, hostname }, stage }: Doing): string | undefined {
  if (code === 'ABORT_ERR') return 'it was stopped'
  if (code === 'ENOTFOUND') return `there is no host named ${hostname}`
  if (code === 'EAI_AGAIN') return `the name ${hostname} could not be looked up; is the network up?`
  if (code === 'ECONNREFUSED') return `nothing listens at ${host} (connection refused)`
  if (/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return `${host} cannot be reached (${code})`
  if (code === 'HPE_HEADER_OVERFLOW') return `${host} sent headers that are too long`
  if (code.startsWith('HPE_')) return `${host} sent something that is not HTTP (${code})`
  if (!/^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/.test(code)) return undefined
  if (stage === 'responding') return 'the response was cut off half way'
  return `${host} closed the connection before it responded`
}

type TlsError = NodeJS.ErrnoException & { readonly cert?: Partial<DetailedPeerCertificate> }

function tlsFailure({ code = '', message = '', cert }: TlsError): NetworkFailure | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return { code, reason: `its certificate is for ${namesIn(cert)}` }
  const certificate = Object.hasOwn(CERTIFICATE, code) ? CERTIFICATE[code] : undefined
  if (certificate) return { code, reason: certificate }
  if (!/^(ERR_SSL_|ERR_TLS_|EPROTO)/.test(code)) return undefined
  const said = `${message} ${code.replaceAll('_', ' ')}`
  const [, known] = HANDSHAKE.find(([words]) => words.test(said)) ?? []
  return known ?? { code, reason: `no TLS could be agreed on (${code})` }
}

/** What a certificate is for instead. Anybody may have written it: it is kept short, and in printable letters. */
function namesIn({ subjectaltname = '' }: Partial<DetailedPeerCertificate> = {}): string {
  const names = subjectaltname.replace(/[^\x20-\x7e]/g, '?')
  return names === ''
    ? 'another name'
    : `another name (${names.slice(0, 100)}${names.length > 100 ? '…' : ''})`
}
