import { createHash, createHmac, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { resultOf, signed, withSteps } from './read.js'

const url = 'https://API.acme.com:8443/v1/a%20b?z=1&a=%2F&a=+&empty#part'
const request = {
  method: 'post',
  url,
  headers: [
    ['X-A', ' one '],
    ['x-a', 'two'],
  ] as const,
  body: 'Grüße',
}

describe('values', () => {
  it.each([
    ['method', 'POST'],
    ['url', 'https://API.acme.com:8443/v1/a%20b?z=1&a=%2F&a=+&empty'],
    ['scheme', 'https'],
    ['host', 'api.acme.com'],
    ['port', '8443'],
    ['authority', 'api.acme.com:8443'],
    ['path', '/v1/a%20b'],
    ['query', 'z=1&a=%2F&a=+&empty'],
    ['target', '/v1/a%20b?z=1&a=%2F&a=+&empty'],
    ['hex(body)', '4772c3bcc39f65'],
    ['header("x-A")', 'one, two'],
    ['header("X-B")', ''],
    ['name', 'Ada'],
  ])('%s is %s', async (expression, expected) => {
    expect(await resultOf(expression, request)).toBe(expected)
  })

  it('port and authority know the port of the scheme', async () => {
    expect(await resultOf('join(" ", port, authority, target)', { url: 'https://api.acme.com' })).toBe(
      '443 api.acme.com /',
    )
    expect(await resultOf('target', { url: 'https://api.acme.com/x?' })).toBe('/x?')
    expect(await resultOf('url', { url: 'https://api.acme.com?a=1#part' })).toBe('https://api.acme.com/?a=1')
  })
})

describe('texts and queries', () => {
  it.each([
    ['concat("a", \'b"\', "\\n")', 'a%62%22'],
    ['lower("ÄB")', 'äb'],
    ['upper("äb")', 'ÄB'],
    ['trim("  a b ")', 'a b'],
    ['encode("a b/ü*\'")', 'a%20b%2F%C3%BC%2A%27'],
    ['after("v1/", path)', 'things'],
    ['after("?", "none")', 'none'],
    ['after("", "all")', 'all'],
    ['join("-", "a", "", "b")', 'a-b'],
    ['if(query, "yes", "no")', 'yes'],
    ['if("", "yes", "no")', 'no'],
    ['if(is("a", "a"), "same", "other")', 'same'],
    ['if(is("a", "b"), "same", "other")', 'other'],
    ['sorted("b=2&a=%2f&a=1&&A")', 'A&a=%2f&a=1&b=2'],
    ['canonical("b=2&a-b=1&a=%2f&a=x+y&c")', 'a=%2F&a=x%20y&a-b=1&b=2&c='],
    // As application/x-www-form-urlencoded is parsed in the URL standard, section 5.1.
    ['canonical("&b=2&&a=1&")', new URLSearchParams('&a=1&&b=2&').toString()],
    ['canonical("&&")', new URLSearchParams('&&').toString()],
    ['with(query, "t", "a b&", "é", "*")', 'b=2&a=1&t=a%20b%26&%C3%A9=%2A'],
    ['with("", "t", "1")', 't=1'],
  ])('%s', async (expression, expected) => {
    const shown = expression.includes('\\n') ? `encode(${expression})` : expression
    expect(await resultOf(shown)).toBe(expression.includes('\\n') ? 'ab%22%0A' : expected)
  })
})

describe('clock and nonces', () => {
  it.each([
    ['seconds()', '1700000000'],
    ['milliseconds()', '1700000000123'],
    ['iso()', '2023-11-14T22:13:20.123Z'],
    ['http-date()', 'Tue, 14 Nov 2023 22:13:20 GMT'],
    ['utc("YYYYMMDDTHHmmssZ")', '20231114T221320Z'],
    ['utc("DD.MM.YYYY")', '14.11.2023'],
    ['nonce(7)', 'abababa'],
    ['uuid()', 'abababab-abab-4bab-abab-abababababab'],
  ])('%s is %s', async (expression, expected) => {
    expect(await resultOf(expression)).toBe(expected)
  })

  it('reads a time that a binary fraction puts below its millisecond', async () => {
    const sent = await signed(
      withSteps({ out: 'milliseconds()' }),
      { method: 'GET', url: 'https://api.acme.com/' },
      undefined,
      1499827319.559,
    )
    expect(sent.headers).toContainEqual(['X-Out', '1499827319559'])
  })
})

describe('hashes and HMACs over any number of parts', () => {
  it.each(['md5', 'sha1', 'sha256', 'sha384', 'sha512'])('%s', async (name) => {
    const hash = createHash(name).update('aGrüße').digest()
    const hmac = createHmac(name, 'k').update('aGrüßez').digest()
    expect(await resultOf(`hex(${name}("a", body))`, request)).toBe(hash.toString('hex'))
    expect(await resultOf(`base64(hmac-${name}(key, "a", body, "z"))`, request)).toBe(hmac.toString('base64'))
    expect(await resultOf(`base64url(hmac-${name}(key, "a", body, "z"))`, request)).toBe(
      hmac.toString('base64url'),
    )
    const derived = createHmac(name, hmac).update('x').digest('hex')
    expect(await resultOf(`hex(hmac-${name}(hmac-${name}(key, "aGrüßez"), "x"))`)).toBe(derived)
  })

  it.each([
    ['hex("é")', 'c3a9'],
    ['base64("é?")', 'w6k/'],
    ['base64url("é?")', 'w6k_'],
    ['base64(from-hex("c3A9"))', 'w6k='],
    ['hex(from-base64("w6k"))', 'c3a9'],
    ['hex(concat(from-hex("00"), sha1("")))', '00da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ])('%s is %s', async (expression, expected) => {
    expect(await resultOf(expression)).toBe(expected)
  })

  it('takes a body that is not UTF-8 as bytes', async () => {
    const body = new Uint8Array([0xff, 0, 0x80])
    const expected = createHmac('sha256', 'k').update(body).digest('hex')
    expect(await resultOf('hex(hmac-sha256(key, body))', { method: 'POST', body })).toBe(expected)
    expect(await resultOf('hex(body)', { method: 'POST', body })).toBe('ff0080')
  })
})

describe('signatures by a private key', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey']) =>
    key.export({ type: 'pkcs8', format: 'pem' })
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ed = generateKeyPairSync('ed25519')
  const data = Buffer.from('POST.Grüße')

  it.each([
    ['rsa-sha256', rsa, 'sha256', {}],
    ['rsa-sha512', rsa, 'sha512', {}],
    ['rsa-pss-sha256', rsa, 'sha256', { padding: 6, saltLength: 32 }],
    ['ecdsa-p256-sha256', ec, 'sha256', { dsaEncoding: 'ieee-p1363' }],
    ['ed25519', ed, null, {}],
  ] as const)('%s', async (name, { publicKey, privateKey }, hash, options) => {
    const value = await resultOf(`base64(${name}(key, method, ".", body))`, request, { key: pem(privateKey) })
    expect(
      verify(hash, data, { key: publicKey, ...options } as never, Buffer.from(value ?? '', 'base64')),
    ).toBe(true)
  })

  it.each([
    ['RS256', rsa, { padding: 1 }],
    ['ES256', ec, { dsaEncoding: 'ieee-p1363' }],
  ] as const)('jws by %s, in the middle of other things', async (alg, { publicKey, privateKey }, options) => {
    const claims = `concat('{"iat":', seconds(), '}')`
    const value = await resultOf(`jws('{"alg":"${alg}"}', ${claims}, key)`, {}, { key: pem(privateKey) })
    const [head = '', body = '', signature = ''] = value?.split('.') ?? []
    expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toEqual({ iat: 1700000000 })
    expect(
      verify(
        'sha256',
        Buffer.from(`${head}.${body}`),
        { key: publicKey, ...options } as never,
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true)
  })

  // RFC 7515, appendix A.1.
  it('jws by HS256', async () => {
    const header = `'{"typ":"JWT",\\r\\n "alg":"HS256"}'`
    const claims = `'{"iss":"joe",\\r\\n "exp":1300819380,\\r\\n "http://example.com/is_root":true}'`
    const key = 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow'
    expect(await resultOf(`jws(${header}, ${claims}, from-base64(key))`, {}, { key })).toBe(
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    )
  })
})
