// The options of curl that take a value, so that a value is never taken for a URL.
const LONG =
  'abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine etag-compare etag-save expect100-timeout form form-string ftp-account ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip header hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key key-type krb libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate referer request request-target resolve retry retry-delay retry-max-time sasl-authzid service-name socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit speed-time stderr telnet-option tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-file url url-query user user-agent variable vlan-priority write-out'
const VALUED = new Set(LONG.split(' '))

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
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith('--') && word.length > 2) options.push(longOption(word.slice(2), rest))
    else if (/^-[^-]/.test(word)) options.push(...shortOptions(word.slice(1), rest))
    else if (word !== '-' && word !== '--') options.push(['url', word])
  }
  return options
}

/** `--name value` or, in newer versions, `--name=value`; a name may be shortened as long as it is unambiguous. */
function longOption(text: string, rest: string[]): CurlOption {
  const [written = '', ...joined] = text.split('=')
  if (joined.length > 0 && VALUED.has(written)) return [written, joined.join('=')]
  const name = VALUED.has(text) ? text : (only([...VALUED].filter((one) => one.startsWith(text))) ?? text)
  return VALUED.has(name) ? [name, rest.shift() ?? ''] : [name, '']
}

const only = (names: readonly string[]) => (names.length === 1 ? names[0] : undefined)

/** `-sSL`, `-XPOST`, `-H value`: letters in a row, the first with a value takes the rest or the next word. */
function shortOptions(letters: string, rest: string[]): CurlOption[] {
  const options: CurlOption[] = []
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as string
    const name = SHORT[letter] ?? (letter === ':' ? 'next' : letter)
    if (VALUED.has(name)) return [...options, [name, letters.slice(at + 1) || (rest.shift() ?? '')]]
    options.push([name, ''])
  }
  return options
}
