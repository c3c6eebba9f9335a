import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
} from 'node:crypto'
import { createSigner, fromObject, type Response } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { createVerifier, httpbis } from 'http-message-signatures'
import { describe, expect, it } from 'vitest'
import { httpSignatures } from '../src/http-signatures.js'
import { signed } from './sign.js'

const provider = httpSignatures({ id: 'acme', hosts: ['example.com'] })

// RFC 9421 appendix B.1: published test keys.
const SECRET = 'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=='
const ED25519 = JSON.stringify({
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
  x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
})
const EC_PUBLIC = JSON.stringify({
  kty: 'EC',
  crv: 'P-256',
  x: 'qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA',
  y: 'Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0',
})
const RSA_PSS_PUBLIC = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
2wIDAQAB
-----END PUBLIC KEY-----`

const request = {
  method: 'POST',
  url: 'https://example.com/foo?param=Value&Pet=dog',
  headers: {
    Host: 'example.com',
    Date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'Content-Type': 'application/json',
    'Content-Digest':
      'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
    'Content-Length': '18',
  },
  body: '{"hello": "world"}',
}
const now = 1618884473

describe('RFC 9421 appendix B.2', () => {
  const rsaPss = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  })
  // The signatures of section B.2.1 to B.2.3 are random: the signature base is checked by the published one.
  it.each([
    [
      'B.2.1',
      '()',
      { parameters: 'created keyid nonce' },
      'd2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==',
    ],
    [
      'B.2.2',
      '"@authority" "content-digest" "@query-param";name="Pet"',
      { parameters: 'created keyid tag', tag: 'header-example' },
      'LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==',
    ],
    [
      'B.2.3',
      '"date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length"',
      {},
      'bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==',
    ],
  ])('%s', async (_section, components, more, signature) => {
    const settings = {
      keyId: 'test-key-rsa-pss',
      algorithm: 'rsa-pss-sha512',
      signingKey: rsaPss,
      components,
      ...more,
    }
    const { steps } = await signed(provider, settings, request, { now, nonce: 'b3k2pp5k7z-50gnwp.yemd' })
    const key = {
      key: createPublicKey(RSA_PSS_PUBLIC),
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: 64,
    }
    expect(
      verify('sha512', Buffer.from(String(steps.signatureBase)), key, Buffer.from(signature, 'base64')),
    ).toBe(true)
  })

  it('B.2.4: the signature of a response is verified', async () => {
    await expect(open(RESPONSE)).resolves.toEqual({})
  })

  it('B.2.5', async () => {
    const components = '"date" "@authority" "content-type"'
    const settings = { keyId: 'test-shared-secret', secret: SECRET, components, label: 'sig-b25' }
    const { header } = await signed(provider, settings, request, { now })
    expect(header('Signature-Input')).toBe(
      'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    )
    expect(header('Signature')).toBe('sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:')
  })

  it('B.2.6', async () => {
    const components = 'date, @method, @path, @authority, content-type, content-length'
    const settings = { keyId: 'test-key-ed25519', signingKey: ED25519, components, label: 'sig-b26' }
    const { header } = await signed(provider, settings, request, { now })
    expect(header('Signature')).toBe(
      'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
    )
  })
})

const RESPONSE: Response = {
  status: 200,
  headers: [
    ['Date', 'Tue, 20 Apr 2021 02:07:56 GMT'],
    ['Content-Type', 'application/json'],
    [
      'Content-Digest',
      'sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:',
    ],
    ['Content-Length', '23'],
    [
      'Signature-Input',
      'sig-b24=("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
    ],
    [
      'Signature',
      'sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:',
    ],
  ],
  body: '{"message": "good dog"}',
}

function open(response: Response, more: object = {}) {
  const settings = { keyId: 'k', secret: SECRET, verifyResponses: 'yes', responseKey: EC_PUBLIC, ...more }
  const signer = createSigner({
    providers: [provider],
    settings: fromObject(provider, settings),
    host: nodeHost(),
  })
  return signer.open('https://example.com/foo', response)
}

describe('a response is not trusted', () => {
  const without = (name: string) => RESPONSE.headers.filter(([own]) => own !== name)
  it.each([
    ['RFC 9421 section 3.2: another status', { ...RESPONSE, status: 201 }, {}, /signature does not match/],
    [
      'RFC 9530 section 2: another body',
      { ...RESPONSE, body: '{"message": "bad dog"}' },
      {},
      /Content-Digest/,
    ],
    ['no signature', { ...RESPONSE, headers: without('Signature') }, {}, /not signed/],
    [
      'RFC 9421 section 2.5: a covered header is missing',
      { ...RESPONSE, headers: without('Content-Type') },
      {},
      /content-type/,
    ],
    [
      'a component that is not covered',
      RESPONSE,
      { responseComponents: '@status, date' },
      /does not cover "date"/,
    ],
    [
      'a key of another pair',
      RESPONSE,
      {
        responseKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
          type: 'spki',
          format: 'pem',
        }),
      },
      /does not match/,
    ],
  ])('%s', async (_name, response, more, message) => {
    await expect(open(response, more)).rejects.toThrow(message)
  })
})

const pair = (type: 'rsa' | 'ec' | 'ed25519', options: object) =>
  (generateKeyPairSync as (type: string, options: object) => { publicKey: KeyObject; privateKey: KeyObject })(
    type,
    options,
  )

const pairs = {
  'rsa-pss-sha512': pair('rsa', { modulusLength: 2048 }),
  'rsa-v1_5-sha256': pair('rsa', { modulusLength: 2048 }),
  'ecdsa-p256-sha256': pair('ec', { namedCurve: 'P-256' }),
  'ecdsa-p384-sha384': pair('ec', { namedCurve: 'P-384' }),
  ed25519: pair('ed25519', {}),
}

describe('npm http-message-signatures verifies', () => {
  const components =
    '@method @target-uri @authority @scheme @request-target @path @query "x-list";sf content-digest content-type'
  const sent = {
    ...request,
    url: 'https://example.com//a/%2F/b?q=a+b&q=c%20d&e=&p=x',
    headers: { 'Content-Type': 'application/json', 'X-List': 'a=1,  b;x="y"' },
  }
  it.each([...Object.entries(pairs), ['hmac-sha256', undefined] as const])('%s', async (algorithm, keys) => {
    const key = keys
      ? { signingKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) }
      : { secret: SECRET }
    const settings = {
      keyId: 'key',
      algorithm,
      components,
      parameters: 'created expires nonce alg keyid',
      ...key,
    }
    const { request: out } = await signed(provider, settings, sent)
    const message = { method: out.method, url: out.url, headers: Object.fromEntries(out.headers) }
    const verifier = createVerifier(
      keys ? keys.publicKey : Buffer.from(SECRET, 'base64'),
      algorithm as 'ed25519',
    )
    const found = await httpbis.verifyMessage({ keyLookup: async () => ({ verify: verifier }) }, message)
    expect(found).toBe(true)
    await expect(
      httpbis.verifyMessage({ keyLookup: async () => ({ verify: verifier }) }, { ...message, method: 'PUT' }),
    ).resolves.toBe(false)
  })
})

describe('bad input', () => {
  const settings = { keyId: 'k', secret: SECRET }
  const base = async (components: string, url: string, headers: Record<string, string> = {}) => {
    const { steps } = await signed(
      provider,
      { ...settings, components },
      { method: 'GET', url, headers },
      { now },
    )
    return String(steps.signatureBase).split('\n').slice(0, -1)
  }

  it('RFC 9421 section 2.5: a header that is covered and missing is refused by name', async () => {
    await expect(base('date', 'https://example.com/')).rejects.toThrow(
      /"date" is covered and not on the message/,
    )
  })
  it('RFC 9421 section 2.2.8: a parameter, its plus and its encoding; a repeated one is refused', async () => {
    const url =
      'https://example.com/path?param=value&foo=bar&baz=batman&qux=&var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something&r=1&r=2'
    const names = ['baz', 'qux', 'var', 'bar', 'fa%C3%A7ade%22%3A%20']
    expect(await base(names.map((name) => `"@query-param";name="${name}"`).join(' '), url)).toEqual([
      '"@query-param";name="baz": batman',
      '"@query-param";name="qux": ',
      '"@query-param";name="var": this%20is%20a%20big%0Amultiline%20value',
      '"@query-param";name="bar": with%20plus%20whitespace',
      '"@query-param";name="fa%C3%A7ade%22%3A%20": something',
    ])
    await expect(base('"@query-param";name="r"', url)).rejects.toThrow(/more than once/)
  })
  it('RFC 9421 sections 2.2.3, 2.2.6 and 2.2.7: authority, path and query as they are sent', async () => {
    expect(await base('@authority @path @query', 'https://EXAMPLE.com:443//a/../%2F?q=ü')).toEqual([
      '"@authority": example.com',
      '"@path": //a/../%2F',
      '"@query": ?q=%C3%BC',
    ])
    expect(await base('@path @query', 'https://example.com')).toEqual(['"@path": /', '"@query": ?'])
  })
  it('RFC 9421 section 2.1: repeated fields, white space, sf and key', async () => {
    const request = {
      method: 'GET',
      url: 'https://example.com/',
      headers: [
        ['X-OWS-Header', '  Leading and trailing whitespace.   '],
        ['Cache-Control', 'max-age=60'],
        ['Cache-Control', '    must-revalidate'],
        ['Example-Dict', '  a=1,    b=2;x=1;y=2,   c=(a   b   c)'],
      ] as const,
    }
    const components =
      'x-ows-header cache-control "example-dict";sf "example-dict";key="b" "example-dict";key="c"'
    const { steps } = await signed(provider, { ...settings, components }, request, { now })
    expect(String(steps.signatureBase).split('\n').slice(0, -1)).toEqual([
      '"x-ows-header": Leading and trailing whitespace.',
      '"cache-control": max-age=60, must-revalidate',
      '"example-dict";sf: a=1, b=2;x=1;y=2, c=(a b c)',
      '"example-dict";key="b": 2;x=1;y=2',
      '"example-dict";key="c": (a b c)',
    ])
  })
  it('RFC 9421 section 2.5: a letter beyond ASCII in a covered header is refused', async () => {
    await expect(base('x-name', 'https://example.com/', { 'X-Name': 'Zoë' })).rejects.toThrow(/beyond ASCII/)
  })
  it('RFC 9421 section 2: a component that is named twice is refused', async () => {
    await expect(base('date date', 'https://example.com/')).rejects.toThrow(/names "date" twice/)
  })
  it('RFC 9530 section 2: a Content-Digest that is not the one of the body is replaced', async () => {
    const stale = { ...request, body: '{"hello": "moon"}' }
    const { header } = await signed(provider, settings, stale, { now })
    expect(header('Content-Digest')).toBe(
      `sha-256=:${createHash('sha256').update(stale.body).digest('base64')}:`,
    )
  })
  it('a key of another kind is refused by the name of its setting', async () => {
    const wrong = { keyId: 'k', algorithm: 'ecdsa-p256-sha256', signingKey: ED25519 }
    await expect(signed(provider, wrong, request)).rejects.toThrow(/ACME_SIGNING_KEY: .*Ed25519 key/)
  })
  it('RFC 9421 section 4.3: the signatures of others stay', async () => {
    const theirs = {
      ...request,
      headers: {
        ...request.headers,
        'Signature-Input': 'proxy=("@method");created=1',
        Signature: 'proxy=:AA==:',
      },
    }
    const { header } = await signed(provider, { ...settings, components: '@method' }, theirs, { now })
    expect(header('Signature-Input')).toBe(
      'proxy=("@method");created=1, sig1=("@method");created=1618884473;keyid="k"',
    )
  })
})

it('a tool without signatures refuses a private key before anything is sent', async () => {
  const { signer: _signer, ...host } = nodeHost()
  const settings = { keyId: 'k', signingKey: ED25519 }
  const signer = createSigner({ providers: [provider], settings: fromObject(provider, settings), host })
  expect(() => signer.needs(request)).toThrow(/Node cannot sign by a private key \(Ed25519\)/)
})
