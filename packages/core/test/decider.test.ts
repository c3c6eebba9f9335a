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
    'https://api.imbursepayments.com./',
    'https://imbursepayments.com./',
    'https://аpi.inqud.com/', // a Cyrillic а
    'https://api.inqud.сom/', // a Cyrillic с
    'https://api。inqud。com/',
    'https://xn--pi-7kc.inqud.com.evil.test/',
    'https://.imbursepayments.com/',
    'https://inqud.com/',
    'https://apixinqud.com/',
    'https://api.inqud.com.evil.test:443/',
    'https://api%2einqud.com/',
  ])('%s', (url) => {
    const headers = [['Accept', '*/*']] as const
    let signed: ReturnType<typeof both.sign> | undefined
    try {
      signed = both.sign(request(url, { headers }))
    } catch (error) {
      // A URL that tools read in different ways is no URL: nothing of ours is in it either.
      expect(error).toMatchObject({ code: 'invalid-url' })
    }
    if (signed) expect(signed).toMatchObject({ provider: undefined, request: { url, headers } })
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

  it('are asked over https unless they are this machine', () => {
    expect(() => listed.decide('http://proxy.example.com/')).toThrowError(
      expect.objectContaining({ code: 'insecure-url' }),
    )
  })

  it.each(['https://proxy.example.com', 'a b', 'host:port', 'user@host'])('refuses the entry %j', (entry) => {
    const { decide } = signer({ ...INQUD, INQUD_HOSTS: entry })
    expect(() => decide('https://other.example/')).toThrowError(/INQUD_HOSTS must list host or host:port/)
  })

  it('that two providers claim are refused', () => {
    const { decide } = signer({ ...INQUD, ...IMBURSE, INQUD_HOSTS: 'api.imbursepayments.com' })
    expect(() => decide('https://api.imbursepayments.com/')).toThrowError(/Imburse and Inqud both claim/)
  })
})

describe('who is in use', () => {
  it('leaves a provider alone of which nothing is set', () => {
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

it('never claims a host that a browser would not ask (WHATWG URL as the judge)', () => {
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
  ]
  let seed = 7
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648)
  let claimed = 0
  for (let round = 0; round < 30_000; round++) {
    const url = `https://${Array.from({ length: 1 + (next() % 6) }, () => bits[next() % bits.length]).join('')}`
    let host: string | undefined
    try {
      host = both.decide(url).acts ? parseUrl(url).host : undefined
    } catch {
      continue
    }
    if (host === undefined) continue
    claimed++
    expect(new URL(url).hostname, url).toBe(host)
  }
  expect(claimed).toBeGreaterThan(100)
})
