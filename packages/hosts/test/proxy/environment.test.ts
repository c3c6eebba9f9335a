import { expect, test } from 'vitest'
import { proxyFor } from '../../src/node.js'

const P = 'http://proxy.example:3128'
const host = (url: string, env: Record<string, string>) => proxyFor(new URL(url), env)?.url.host

test.each([
  ['https://api.acme.com/', { HTTPS_PROXY: P }, 'proxy.example:3128'],
  ['https://api.acme.com/', { https_proxy: P, HTTPS_PROXY: 'http://other.example' }, 'proxy.example:3128'],
  ['https://api.acme.com/', { HTTPS_PROXY: 'proxy.example:3128' }, 'proxy.example:3128'],
  ['https://api.acme.com/', { HTTP_PROXY: P }, undefined],
  ['http://api.acme.com/', { HTTP_PROXY: P }, 'proxy.example:3128'],
  ['https://api.acme.com/', { HTTPS_PROXY: '', https_proxy: ' ' }, undefined],
])('%s with %j', (url, env, expected) => {
  expect(host(url, env)).toBe(expected)
})

// By the rules of Go's golang.org/x/net/http/httpproxy, which k6 goes by; `*.` as curl and undici have it.
test.each([
  ['api.acme.com', 'api.acme.com', false],
  ['acme.com', 'api.acme.com', false],
  ['.acme.com', 'api.acme.com', false],
  ['*.acme.com', 'api.acme.com', false],
  ['.acme.com', 'acme.com', true],
  ['acme.com', 'notacme.com', true],
  ['ACME.com', 'api.acme.com', false],
  ['other.example, api.acme.com', 'api.acme.com', false],
  ['other.example api.acme.com', 'api.acme.com', false],
  ['*', 'api.acme.com', false],
  ['api.acme.com:443', 'api.acme.com', false],
  ['api.acme.com:8443', 'api.acme.com', true],
  ['10.0.0.0/8', '10.1.2.3', false],
  ['10.0.0.0/8', '11.1.2.3', true],
  ['10.0.0.0/99', '10.1.2.3', true],
  ['10.1.2.3', '10.1.2.3', false],
  ['[2001:db8::1]', '[2001:db8::1]', false],
  ['2001:db8::/32', '[2001:db8::1]', false],
  ['', '127.0.0.1', false],
  ['', 'localhost', false],
  ['', '[::1]', false],
  ['', 'api.acme.com', true],
])('NO_PROXY=%s: %s through the proxy is %s', (list, name, isProxied) => {
  expect(host(`https://${name}/`, { HTTPS_PROXY: P, NO_PROXY: list }) !== undefined).toBe(isProxied)
})

test.each(['socks5://p.example:1080', 'http://', 'http://user:pass word@p.example'])(
  'a value that names no HTTP proxy is refused without being shown: %s',
  (value) => {
    const asked = () => proxyFor(new URL('https://api.acme.com'), { HTTPS_PROXY: value })
    if (value.startsWith('http://user')) return expect(asked()?.url.password).toBe('pass%20word')
    expect(asked).toThrow(
      /^HTTPS_PROXY does not name an HTTP proxy\. Write it as http:\/\/proxy\.example:3128\.$/,
    )
  },
)
