import { isLoopback } from '@countersign/core'
import { NetworkError } from '@countersign/hosts/node'
import type { Io } from '../terminal/io.js'
import { proxyOf } from './proxy.js'

/** A request that got no response. */
export interface Unanswered {
  readonly url: string
  readonly method?: string
  readonly failed: Pick<NetworkError, 'code' | 'stage'>
}

const UNTRUSTED =
  'If you trust it, name its certificate authority with --cacert FILE, or add it to the built-in ones with NODE_EXTRA_CA_CERTS=FILE. A proxy that opens TLS has an authority of its own, which its owner can give you.'

const TLS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  CERT_HAS_EXPIRED:
    "Check this machine's clock. If it is right, the server's owner has to renew the certificate.",
  CERT_NOT_YET_VALID: "Check this machine's clock.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    'Check the host in the URL, and what its name leads to: DNS, /etc/hosts, a proxy.',
  NOT_TLS: 'Check the port. Plain HTTP is for this machine only, as in http://127.0.0.1:8080.',
  OLD_TLS: "The server's owner has to update it; older versions are not safe.",
  CLIENT_CERTIFICATE: "Name yours with --cert and --key, or in the provider's settings.",
}

const PROXY: Readonly<Record<string, string>> = {
  PROXY:
    'HTTPS_PROXY (for http URLs HTTP_PROXY) names it; NO_PROXY lists the hosts that are reached without it.',
  PROXY_407:
    'Put its user name and password into the variable, as in HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT.',
}

/** What to do about a request that got no response, in sentences; empty if there is no more to say. */
export function adviceOn({ url, method, failed }: Unanswered, io: Io): string {
  const { code } = failed
  if (Object.hasOwn(TLS, code)) return TLS[code] as string
  if (Object.hasOwn(PROXY, code)) return PROXY[code] as string
  return [wayTo(failed, new URL(url), io), carriedOut(failed, method)].filter((text) => text !== '').join(' ')
}

function wayTo({ code, stage }: Unanswered['failed'], url: URL, io: Io): string {
  const isHere = isLoopback(url.hostname)
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code))
    return `Check its spelling. A name of a company's own network needs its DNS or VPN. ${proxyHint(url, io)}`
  if (code === 'ECONNREFUSED')
    return isHere
      ? 'Start the server, or correct the port. If it was started just now, wait until it says that it is listening.'
      : `Check host and port; a firewall may refuse, too. ${proxyHint(url, io)}`
  if (code === 'TIMEOUT' && stage !== 'connecting') return '--timeout SECONDS waits longer.'
  if (/^(TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code))
    return `Check the network, the VPN and the firewall. ${proxyHint(url, io)}`
  if (url.protocol === 'http:' && (code === 'ECONNRESET' || code.startsWith('HPE_INVALID')))
    return 'If that port speaks TLS, write https://.'
  if (code === 'ECONNRESET' && stage !== 'responding')
    return 'A firewall may have cut it, or the server demands a client certificate (--cert and --key).'
  return ''
}

/** Whether a proxy is used, and how to name one. */
function proxyHint(url: URL, io: Io): string {
  const proxy = proxyOf(url, io)
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  return proxy
    ? `${proxy.variable} names the proxy ${proxy.url.host}.`
    : `If this network has a proxy, set ${name}=http://HOST:PORT.`
}

/** A payment that is sent again is paid twice. */
function carriedOut({ stage }: Unanswered['failed'], method = 'GET'): string {
  if (stage === 'connecting' || /^(GET|HEAD|OPTIONS|TRACE)$/.test(method)) return ''
  return 'The request may have been carried out all the same: look before you send it again.'
}

/** The error with advice behind its reason. @throws {Error} always */
export function rethrowAdvised(thrown: unknown, request: { url: string; method: string }, io: Io): never {
  if (!(thrown instanceof NetworkError)) throw thrown
  const advice = adviceOn({ ...request, failed: thrown }, io)
  const { message, code, stage, cause } = thrown
  throw advice === '' ? thrown : new NetworkError(`${message}. ${advice}`, { code, stage, cause })
}
