// The options of curl that take a value, so that a value is never taken for a URL.
const LONG =
  'abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine etag-compare etag-save expect100-timeout form form-string ftp-account ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip header hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key key-type krb libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate referer request request-target resolve retry retry-delay retry-max-time sasl-authzid service-name socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit speed-time stderr telnet-option tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-file url url-query user user-agent variable vlan-priority write-out'
const VALUED = new Set(LONG.split(' '))

// Those that take none. An exact name wins over an abbreviation of another: `--head` is not `--header`.
const FLAGS = new Set(
  'anyauth append basic ca-native cert-status compressed compressed-ssh create-dirs crlf digest disable disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure dump-ca-embed fail fail-early fail-with-body false-start follow form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl ftp-ssl-ccc ftp-ssl-control ftp-ssl-reqd get globoff haproxy-protocol head help http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only ignore-content-length include insecure ipv4 ipv6 junk-session-cookies list-only location location-trusted mail-rcpt-allowfails manual metalink mptcp negotiate netrc netrc-optional next no-alpn no-buffer no-clobber no-keepalive no-npn no-progress-meter no-sessionid ntlm ntlm-wb out-null parallel parallel-immediate path-as-is post301 post302 post303 progress-bar proxy-anyauth proxy-basic proxy-ca-native proxy-digest proxy-http2 proxy-insecure proxy-negotiate proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel raw remote-header-name remote-name remote-name-all remote-time remove-on-error retry-all-errors retry-connrefused sasl-ir show-error show-headers silent skip-existing socks5-basic socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd ssl-revoke-best-effort sslv2 sslv3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay tftp-no-options tls-earlydata tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids trace-time use-ascii verbose version xattr'.split(
    ' ',
  ),
)
const NAMES = [...VALUED, ...FLAGS]

const SHORT: Readonly<Record<string, string>> = {
  A: 'user-agent',
  b: 'cookie',
  c: 'cookie-jar',
  C: 'continue-at',
  d: 'data',
  D: 'dump-header',
  e: 'referer',
  E: 'cert',
  F: 'form',
  G: 'get',
  H: 'header',
  I: 'head',
  K: 'config',
  m: 'max-time',
  o: 'output',
  P: 'ftp-port',
  Q: 'quote',
  r: 'range',
  t: 'telnet-option',
  T: 'upload-file',
  u: 'user',
  U: 'proxy-user',
  w: 'write-out',
  x: 'proxy',
  X: 'request',
  y: 'speed-time',
  Y: 'speed-limit',
  z: 'time-cond',
}

/** An option in its long name, with its value; a bare word is a `url`. */
export type CurlOption = readonly [name: string, value: string]

/** The options of a curl command, each in its long name, in order. */
export function curlOptions(words: readonly string[]): CurlOption[] {
  const options: CurlOption[] = []
  const rest: Rest = { words, at: 0 }
  for (let word = next(rest); word !== undefined; word = next(rest)) {
    if (word.startsWith('--') && word.length > 2) options.push(longOption(word.slice(2), rest))
    else if (/^-[^-]/.test(word)) options.push(...shortOptions(word.slice(1), rest))
    else if (word !== '-' && word !== '--') options.push(['url', word])
  }
  return options
}

interface Rest {
  readonly words: readonly string[]
  at: number
}

const next = (rest: Rest): string | undefined => rest.words[rest.at++]

/** `--name value` or, in newer versions, `--name=value`; a name may be shortened as long as it is unambiguous. */
function longOption(text: string, rest: Rest): CurlOption {
  const equals = text.indexOf('=')
  const written = equals < 0 ? text : text.slice(0, equals)
  if (equals > 0 && VALUED.has(written)) return [written, text.slice(equals + 1)]
  const name = fullName(text)
  return VALUED.has(name) ? [name, next(rest) ?? ''] : [name, '']
}

function fullName(text: string): string {
  if (VALUED.has(text) || FLAGS.has(text) || text.length > 30) return text
  const names = NAMES.filter((one) => one.startsWith(text))
  const [name = text] = names
  return names.length === 1 ? name : text
}

// A word of short options has at most one of each.
const MOST_LETTERS = 100

/** `-sSL`, `-XPOST`, `-H value`: letters in a row, the first with a value takes the rest or the next word. */
function shortOptions(letters: string, rest: Rest): CurlOption[] {
  const options: CurlOption[] = []
  for (let at = 0; at < Math.min(letters.length, MOST_LETTERS); at++) {
    const letter = letters[at] as string
    const name = SHORT[letter] ?? (letter === ':' ? 'next' : letter)
    if (VALUED.has(name)) return [...options, [name, letters.slice(at + 1) || (next(rest) ?? '')]]
    options.push([name, ''])
  }
  return options
}
