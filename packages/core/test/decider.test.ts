import { describe, expect, it } from 'vitest'
import { createSigner, inqud, parseUrl, providers } from '../src/index.js'
import { IMBURSE, INQUD, request, settingsFrom, testHost } from './host.js'

const signer = (env: Record<string, string>) =>
  createSigner({ providers, settings: settingsFrom(env), host: testHost() })
const both = signer({ ...IMBURSE, ...INQUD })

describe('look-alike hosts belong to nobody', () => {
  it.each([
    'https://imbursepayments.com.evil.test/',
    'https://evilimbursepayments.com/',
    'https://evil.test/?x=api.imbursepayments.com',
    'https://evil.test/api.imbursepayments.com',
    'https://evil.test#api.imbursepayments.com',
    'https://api.imbursepayments.com@evil.test/',
    'https://api.imbursepayments.com:443@evil.test/',
    'https://api.imbursepayments.com\\@evil.test/',
    'https://аpi.inqud.com/', // a Cyrillic а
    'https://api.inqud.сom/', // a Cyrillic с
    'https://xn--pi-7kc.inqud.com.evil.test/',
    'https://inqud.com/',
    'https://apixinqud.com/',
    'https://api.inqud.com.evil.test:443/',
  ])('%s', (url) => {
    const headers = [['Accept', '*/*']] as const
    let signed: ReturnType<typeof both.sign> | undefined
    try {
      signed = both.sign(request(url, { headers }))
    } catch (error) {
      // A URL that tools read in different ways is not a URL: nothing of ours is in it either.
      expect(error).toMatchObject({ code: 'invalid-url' })
    }
    if (signed) expect(signed).toMatchObject({ provider: undefined, request: { url, headers } })
  })
})

describe('a host that tools map to a claimed one is refused, and the message says how to write it', () => {
  const listed = signer({ ...INQUD, INQUD_HOSTS: '127.0.0.1:8083, pay.example, [::1]:9000' })
  it.each([
    ['a full stop at its end', 'https://api.inqud.com./v1', 'api.inqud.com'],
    ['a zero-width space', 'https://api.inq\u200bud.com/', 'api.inqud.com'],
    ['a soft hyphen', 'https://api.in\u00adqud.com/', 'api.inqud.com'],
    ['a byte order mark', 'https://\ufeffapi.inqud.com/', 'api.inqud.com'],
    ['a variation selector', 'https://api.inqud.com\ufe0f/', 'api.inqud.com'],
    ['a tag character', 'https://api.\u{e0061}inqud.com/', 'api.inqud.com'],
    ['a combining grapheme joiner', 'https://ap\u034fi.inqud.com/', 'api.inqud.com'],
    ['full-width letters', 'https://ａｐｉ.ｉｎｑｕｄ.ｃｏｍ/', 'api.inqud.com'],
    ['mathematical letters', 'https://𝐚𝐩𝐢.inqud.com/', 'api.inqud.com'],
    ['circled letters', 'https://ⓐⓟⓘ.inqud.com/', 'api.inqud.com'],
    ['ideographic full stops', 'https://api。inqud。com/', 'api.inqud.com'],
    ['full-width full stops', 'https://api．inqud．com/', 'api.inqud.com'],
    ['half-width ideographic full stops', 'https://api｡inqud｡com/', 'api.inqud.com'],
    ['percent-encoding', 'https://api%2einqud%2Ecom/', 'api.inqud.com'],
    ['percent-encoded letters', 'https://%61pi.inqud.com/', 'api.inqud.com'],
    ['percent-encoding, twice', 'https://api%252einqud.com/', 'api.inqud.com'],
    ['a percent-encoded zero-width space', 'https://api.%E2%80%8Binqud.com/', 'api.inqud.com'],
    ['a full-width slash after it', 'https://api.inqud.com／v1', 'api.inqud.com'],
    ['a subdomain that is mapped', 'https://ü.api.inqud.com/', 'ü.api.inqud.com'],
    ['capitals too', 'https://API.INQUD.COM./', 'api.inqud.com'],
    ['a listed host', 'https://pay.example./', 'pay.example'],
    ['a listed address, decimal', 'http://2130706433:8083/', '127.0.0.1'],
    ['a listed address, hexadecimal', 'http://0x7f000001:8083/', '127.0.0.1'],
    ['a listed address, octal', 'http://0177.0.0.1:8083/', '127.0.0.1'],
    ['a listed address, short', 'http://127.1:8083/', '127.0.0.1'],
    ['a listed address in full', 'http://[0:0:0:0:0:0:0:1]:9000/', '[0:0:0:0:0:0:0:1]'],
  ])('%s', (_what, url, host) => {
    const run = () => listed.sign(request(url))
    expect(run).toThrowError(expect.objectContaining({ code: 'invalid-url', provider: 'inqud' }))
    expect(run).toThrowError(`Write ${host}.`)
  })

  it.each([
    'https://inqud.com./',
    'https://api.inqud.com.evil.test./',
    'http://2130706433:8084/',
    'http://127.2:8083/',
  ])('and %s is left alone', (url) => {
    expect(listed.sign(request(url)).provider).toBeUndefined()
  })

  it('is left alone too while its provider has no settings', () => {
    expect(signer({}).sign(request('https://api.inqud.com./')).provider).toBeUndefined()
  })
})

describe('COUNTERSIGN', () => {
  const decide = (value: string) => () =>
    signer({ ...INQUD, COUNTERSIGN: value }).decide('https://api.inqud.com/')
  it.each(['off', 'OFF', ' Off ', 'false', 'False', 'no', '0'])('%j switches all of it off', (value) => {
    expect(decide(value)()).toMatchObject({ acts: false, reason: 'off' })
  })
  it.each(['', 'on', 'TRUE', 'yes', '1'])('%j leaves it on', (value) => {
    expect(decide(value)()).toMatchObject({ acts: true })
  })
  it.each(['of', 'disabled', '{{off}}', '2', 'null'])('%j is refused by name', (value) => {
    expect(decide(value)).toThrowError(/COUNTERSIGN is neither on nor off/)
    expect(decide(value)).toThrowError(expect.objectContaining({ code: 'invalid-setting' }))
  })
})

describe('the same host, written otherwise', () => {
  it.each([
    'https://API.INQUD.COM/v1',
    'HTTPS://api.inqud.com:443/v1',
    'https://api.inqud.com?x',
    'https://v2.api.inqud.com/',
    'https://api.inqud.com#x',
  ])('%s', (url) => {
    expect(both.sign(request(url)).provider).toBe(inqud)
  })
})

describe('a URL that no credential may travel to', () => {
  it.each([
    ['http://api.inqud.com/', 'insecure-url'],
    ['http://api.inqud.com:443/', 'insecure-url'],
    ['ftp://api.inqud.com/', 'insecure-url'],
    ['https://user:pass@api.inqud.com/', 'invalid-url'],
    ['https://@api.inqud.com/', 'invalid-url'],
    ['https://api.inqud.com/\r\nX-Evil: 1', 'invalid-url'],
    ['https:///v1', 'invalid-url'],
    ['/v1', 'invalid-url'],
    ['', 'invalid-url'],
    ['api.inqud.com/v1', 'invalid-url'],
    ['https://api.inqud.com:99999/', 'invalid-url'],
    ['https://api.inqud.com:abc/', 'invalid-url'],
    ['https://evil.test\\@api.inqud.com/', 'invalid-url'],
    ['https://evil.test\t@api.inqud.com/', 'invalid-url'],
  ])('%j is refused', (url, code) => {
    expect(() => both.sign(request(url))).toThrowError(expect.objectContaining({ code }))
  })

  it('does not repeat the user info', () => {
    expect(() => both.sign(request('https://me:hunter2@api.inqud.com/'))).toThrowError(/^(?!.*hunter2)/)
  })
})

describe('further hosts', () => {
  const listed = signer({ ...INQUD, INQUD_HOSTS: '127.0.0.1:8080, Proxy.Example.COM,[::1]' })

  it.each([
    ['http://127.0.0.1:8080/x', true],
    ['http://127.0.0.1:8081/x', false],
    ['http://127.0.0.1/x', false],
    ['https://proxy.example.com/x', true],
    ['https://proxy.example.com:8443/x', true],
    ['https://a.proxy.example.com/x', false],
    ['http://[::1]:99/x', true],
    ['https://127.0.0.1.evil.test:8080/x', false],
  ])('%s → %s', (url, acts) => {
    expect(listed.decide(url).acts).toBe(acts)
  })

  it('and another port of a listed host is named with what is listed', () => {
    expect(listed.decide('http://localhost:8081/x')).toMatchObject({
      reason: 'no-provider',
      why: 'no provider claims localhost:8081: INQUD_HOSTS lists 127.0.0.1:8080',
    })
    expect(listed.decide('https://other.example:8443/')).toMatchObject({
      why: 'no provider claims the host other.example',
    })
  })

  it('are asked over https unless they are this machine', () => {
    expect(() => listed.decide('http://proxy.example.com/')).toThrowError(
      expect.objectContaining({ code: 'insecure-url' }),
    )
  })

  it.each([
    ['https://proxy.example.com', 'has a scheme, a path or a user name'],
    ['proxy.example.com/v1', 'has a scheme, a path or a user name'],
    ['user@host', 'has a scheme, a path or a user name'],
    ['a.example b.example', 'has a space or a semicolon where a comma belongs'],
    ['a.example;b.example', 'has a space or a semicolon where a comma belongs'],
    ['*.example', 'has a wildcard'],
    ['*', 'has a wildcard'],
    ['proxy.example.', 'is another spelling of proxy.example'],
    ['127.1', 'is another spelling of 127.0.0.1'],
    // IDNA (RFC 5891): what is sent is the A-label. The first letter of the second is Cyrillic.
    ['bücher.example', 'has letters that tools send in another form, one that begins with xn--'],
    ['аpi.example', 'has letters that tools send in another form, one that begins with xn--'],
    ['host:port', 'is neither a host nor host:port'],
    ['host:65536', 'is neither a host nor host:port'],
    ['host:1e3', 'is neither a host nor host:port'],
    ['::1', 'is neither a host nor host:port'],
    ['.example', 'is neither a host nor host:port'],
  ])('refuses the entry %j, which no request matches: it %s', (entry, why) => {
    const { decide, ready } = signer({ ...INQUD, INQUD_HOSTS: `127.0.0.1,${entry}` })
    const says = `INQUD_HOSTS has a useless entry: "${entry.replace('user', '…')}" ${why}, and a host is its whole name alone, as in api.example.com.`
    expect(() => decide('https://other.example/')).toThrowError(says)
    // Before the first request, too.
    expect(() => ready(inqud)).toThrowError(says)
  })

  it('that two providers claim are refused', () => {
    const { decide } = signer({ ...INQUD, ...IMBURSE, INQUD_HOSTS: 'api.imbursepayments.com' })
    expect(() => decide('https://api.imbursepayments.com/')).toThrowError(/Imburse and Inqud both claim/)
  })
})

describe('who is in use', () => {
  it('leaves a provider alone that has no settings', () => {
    expect(signer({}).decide('https://api.inqud.com/')).toMatchObject({ acts: false, reason: 'unconfigured' })
    expect(signer({ INQUD_TOKEN_ID: ' ' }).decide('https://api.inqud.com/')).toMatchObject({
      reason: 'unconfigured',
    })
  })

  it('refuses one of which a part is missing, by name', () => {
    expect(() => signer({ INQUD_TOKEN_ID: 'TKN-1' }).sign(request('https://api.inqud.com/'))).toThrowError(
      'INQUD_TOKEN_SECRET is missing',
    )
  })

  it('switches off', () => {
    const { decide } = signer({ ...INQUD, COUNTERSIGN: 'off' })
    expect(decide('https://api.inqud.com/')).toMatchObject({ acts: false, reason: 'off' })
  })
})

it('claims no host that a browser would not ask, and leaves none alone that it would (WHATWG URL as the judge)', () => {
  const bits = [
    'https:',
    '//',
    '/',
    '\\',
    '@',
    ':',
    '443',
    '?',
    '#',
    '.',
    ' ',
    '\t',
    'api.inqud.com',
    'evil.test',
    '%2e',
    '[',
    ']',
    'A',
    '。',
    '\u00ad',
    'ａ',
    'pi.inqud.com',
  ]
  let seed = 7
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648)
  const reaches = (url: string) =>
    URL.canParse(url) && /^(.+\.)?api\.inqud\.com\.?$/.test(new URL(url).hostname)
  const alone: string[] = []
  const wrong: string[] = []
  let claimed = 0
  for (let round = 0; round < 30_000; round++) {
    const url = `https://${Array.from({ length: 1 + (next() % 6) }, () => bits[next() % bits.length]).join('')}`
    let host: string | undefined
    try {
      host = both.decide(url).acts ? parseUrl(url).host : undefined
    } catch {
      continue
    }
    if (host === undefined) {
      if (reaches(url)) alone.push(url)
      continue
    }
    claimed++
    if (new URL(url).hostname !== host) wrong.push(url)
  }
  expect({ alone, wrong }).toEqual({ alone: [], wrong: [] })
  expect(claimed).toBeGreaterThan(100)
})
