import { BASE, matches, QUERY } from './sign.js'

const rfc3986 = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
const lower = (text: string) =>
  encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (part) => part.toLowerCase())

/** Another base string than that of the request. */
export const mastercardOauthTexts = [
  matches('the query is not signed', 'the query is left out', { query: () => [] }),
  matches('parameters encoded as RFC 5849 says', 'the parameters are encoded once more, as RFC 5849 says', {
    encoded: true,
  }),
  matches('the query decoded by the URL parser', 'the query is decoded', {
    query: (pairs) => pairs.map(decodeURIComponent),
  }),
  matches('the query encoded though it is already', 'the query is encoded twice', {
    query: (pairs) => pairs.map((pair) => pair.replace('%', '%25')),
  }),
  matches('%20 read as a form and written as +', 'spaces in the query are plus signs', {
    query: (pairs) => pairs.map((pair) => pair.replace('%20', '+')),
  }),
  matches('a repeated pair signed twice', 'a pair that comes twice is signed twice', {
    query: () => QUERY,
  }),
  matches('a repeated parameter that a map keeps once', 'of a repeated parameter only the last is signed', {
    url: `${BASE}?a=1&a=2`,
    query: () => ['a=2'],
  }),
  matches('a parameter without a value left out', 'parameters without a value are left out', {
    query: (pairs) => pairs.filter((pair) => !pair.endsWith('=')),
  }),
  matches('the parameters in the order of the URL', 'the parameters are not sorted', { sorted: false }),
  matches('only the query is signed', 'the oauth_ parameters are left out', {
    unsigned: [
      'oauth_body_hash',
      'oauth_consumer_key',
      'oauth_nonce',
      'oauth_signature_method',
      'oauth_timestamp',
      'oauth_version',
    ],
  }),
  matches('oauth_body_hash sent and not signed', 'oauth_body_hash is not signed', {
    unsigned: ['oauth_body_hash'],
  }),
  matches(
    'an empty oauth_token signed, of a library for three parties',
    'an empty oauth_token is signed, and was not sent',
    { signed: ['oauth_token='] },
  ),
  matches('the port 443 in the base string', 'the base string URI has the port 443', {
    uri: BASE.replace('.com/', '.com:443/'),
  }),
  matches('the query in the base string URI', 'the base string URI has the query in it', {
    uri: `${BASE}?${QUERY.join('&')}`,
  }),
  matches('http behind a proxy that ends TLS', 'the base string URI starts with http', {
    uri: BASE.replace('https', 'http'),
  }),
  matches('the host in upper case', 'the base string URI has the host in upper case', {
    uri: BASE.replace('sandbox.api.mastercard.com', (host) => host.toUpperCase()),
  }),
  matches('the path in lower case', 'the base string URI has its path in lower case', {
    url: BASE.replace('/atm', '/ATM').replace('s/v1/atm', 's/v1/Atm').replace('/ATMs', '/atms'),
    uri: BASE,
    query: () => [],
  }),
  matches('the slash at the end lost', 'the base string URI has no slash at its end', {
    url: `${BASE}/`,
    query: () => [],
  }),
  matches('a slash at the end that is not sent', 'the base string URI has a slash at its end', {
    uri: `${BASE}/`,
  }),
  matches('the path alone', 'the base string URI is the path alone', { uri: '/atms/v1/atm' }),
  matches('the path decoded', 'the base string URI is decoded', {
    url: `${BASE}/a%20b`,
    uri: `${BASE}/a b`,
    query: () => [],
  }),
  matches('the method in lower case', 'the method is in lower case', { method: 'post' }),
  matches('the method of another request', 'the method is GET', { method: 'GET' }),
  matches('the method left out', 'the method is left out of the base string', {
    joined: (_method, ...parts) => parts.map(encodeURIComponent).join('&').replace('!', '%21'),
  }),
  matches('nothing encoded in the base string', 'the parts of the base string are not encoded', {
    joined: (...parts) => parts.join('&'),
  }),
  matches('the URI not encoded', 'the URI in the base string is not encoded', {
    joined: (method, uri, parameters) =>
      [method, uri, encodeURIComponent(parameters)].join('&').replace('!', '%21'),
  }),
  matches(
    'the base string by encodeURIComponent alone',
    '! is left as it is in the base string, as encodeURIComponent leaves it',
    { joined: (...parts) => parts.map(encodeURIComponent).join('&') },
  ),
  matches(
    "the base string by Python's quote, without safe=''",
    "/ is left as it is in the base string, as Python's quote leaves it",
    {
      joined: (...parts) =>
        parts.map((part) => encodeURIComponent(part).replaceAll('%2F', '/').replaceAll('!', '%21')).join('&'),
    },
  ),
  matches(
    "RFC 5849 by Python's quote, without safe='': two mistakes",
    "the parameters are encoded once more, as RFC 5849 says and / is left as it is in the base string, as Python's quote leaves it",
    {
      encoded: true,
      joined: (...parts) => parts.map((part) => rfc3986(part).replaceAll('%2F', '/')).join('&'),
    },
  ),
  matches('RFC 5849 by the letter, with a pair that comes twice', 'all of it is as RFC 5849 says', {
    encoded: true,
    query: () => QUERY,
    joined: (...parts) => parts.map(rfc3986).join('&'),
  }),
  matches(
    'the fields of a form signed',
    'the fields of the form are signed with the query, as RFC 5849 says',
    {
      type: 'application/x-www-form-urlencoded',
      body: 'zip=12345&city=New%20York',
      signed: ['zip=12345', 'city=New%20York'],
    },
  ),
  matches(
    "the query decoded, and all by Java's URLEncoder",
    "the query is decoded and the base string is encoded as a form, with + for spaces, as Java's URLEncoder does",
    {
      query: (pairs) => pairs.map(decodeURIComponent),
      joined: (...parts) =>
        parts.map((part) => new URLSearchParams({ '': part }).toString().slice(1)).join('&'),
    },
  ),
  matches('echo of the base string', 'there is a newline after the base string, as echo adds it', {
    joined: (...parts) => `${parts.map(rfc3986).join('&')}\n`,
  }),
  matches('the clock read twice', 'oauth_timestamp is one second later', {
    header: (pairs) =>
      `OAuth ${pairs.map(([name, value]) => `${name}="${name === 'oauth_timestamp' ? Number(value) - 1 : value}"`).join(',')}`,
  }),
  matches('a library that writes %3a', 'the percent-encoding of the base string is in lower case (%3a)', {
    joined: (...parts) => parts.map(lower).join('&').replace('!', '%21'),
  }),
  matches(
    'the query decoded, and the port written: two mistakes',
    'the query is decoded and the base string URI has the port 443',
    { query: (pairs) => pairs.map(decodeURIComponent), uri: BASE.replace('.com/', '.com:443/') },
  ),
]
